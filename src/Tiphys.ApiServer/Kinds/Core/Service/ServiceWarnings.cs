using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>What is doubtful about a service that was accepted (pkg/api/service/warnings.go).</summary>
internal static class ServiceWarnings
{
    public static IEnumerable<string> Of(Service service)
    {
        var spec = service.Spec;
        var isHeadless = spec is { Type: ServiceType.ClusterIP, ClusterIP: "None" };
        var isNamed = spec.Type == ServiceType.ExternalName;
        IEnumerable<string?> found =
        [
            service.Metadata.Annotations.ContainsKey("service.kubernetes.io/topology-aware-hints")
                ? "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead"
                : null,
            .. isHeadless || isNamed ? [] : spec.ClusterIPs.SelectMany((ip, i) => LegacyAddresses.WarningsForIP($"spec.clusterIPs[{i}]", ip)),
            isHeadless && spec.LoadBalancerIP.Length > 0 ? "spec.loadBalancerIP is ignored for headless services" : null,
            isHeadless && !spec.ExternalIPs.IsEmpty ? "spec.externalIPs is ignored for headless services" : null,
            isHeadless && spec.SessionAffinity != ServiceAffinity.None ? "spec.SessionAffinity is ignored for headless services" : null,
            .. spec.ExternalIPs.SelectMany((ip, i) => LegacyAddresses.WarningsForIP($"spec.externalIPs[{i}]", ip)),
            !spec.ExternalIPs.IsEmpty && !isHeadless && !isNamed ? "spec.externalIPs is deprecated and may no longer be implemented in some clusters" : null,
            .. LegacyAddresses.WarningsForIP("spec.loadBalancerIP", spec.LoadBalancerIP),
            .. spec.LoadBalancerSourceRanges.SelectMany((range, i) => LegacyAddresses.WarningsForCidr($"spec.loadBalancerSourceRanges[{i}]", range)),
            isNamed && !spec.ExternalIPs.IsEmpty ? "spec.externalIPs is ignored when spec.type is \"ExternalName\"" : null,
            !isNamed && spec.ExternalName.Length > 0 ? "spec.externalName is ignored when spec.type is not \"ExternalName\"" : null,
            spec.TrafficDistribution == "PreferClose" ? "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"" : null,
        ];
        return found.OfType<string>();
    }
}
