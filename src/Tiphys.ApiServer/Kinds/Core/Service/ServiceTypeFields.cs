using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>
/// What a service loses when its type changes (pkg/registry/core/service/strategy.go): fields that the new type does not have, that the
/// server may have filled in, and that the client did not change with the type. Others meet the validation.
/// </summary>
internal static class ServiceTypeFields
{
    public static Service Drop(Service service, Service old)
    {
        var spec = WithoutBalancer(WithoutPorts(WithoutAddresses(service.Spec, old.Spec), old.Spec), old.Spec);
        return service with
        {
            Spec = spec,
            Status = spec.Type == ServiceType.LoadBalancer ? service.Status : service.Status with { LoadBalancer = LoadBalancerStatus.Empty },
        };
    }

    private static ServiceSpec WithoutAddresses(ServiceSpec spec, ServiceSpec old)
    {
        if (old.Type == ServiceType.ExternalName || spec.Type != ServiceType.ExternalName)
        {
            return spec;
        }

        var (isSame, sameFamilies, samePolicy) =
            (spec.ClusterIP == old.ClusterIP && spec.ClusterIPs == old.ClusterIPs, spec.IPFamilies == old.IPFamilies, spec.IPFamilyPolicy == old.IPFamilyPolicy);
        return spec with
        {
            ClusterIP = isSame ? "" : spec.ClusterIP,
            ClusterIPs = isSame ? default : spec.ClusterIPs,
            IPFamilies = sameFamilies ? default : spec.IPFamilies,
            IPFamilyPolicy = samePolicy ? null : spec.IPFamilyPolicy,
        };
    }

    private static ServiceSpec WithoutPorts(ServiceSpec spec, ServiceSpec old)
    {
        var had = old.Ports.Where(port => port.NodePort != 0).Select(port => port.NodePort).ToHashSet();
        if (HasNodePorts(old) && !HasNodePorts(spec) && spec.Ports.All(port => port.NodePort == 0 || had.Contains(port.NodePort)))
        {
            spec = spec with { Ports = spec.Ports.Map(port => port with { NodePort = 0 }) };
        }

        return ServiceDefaults.NeedsHealthPort(old) && !ServiceDefaults.NeedsHealthPort(spec) && spec.HealthCheckNodePort == old.HealthCheckNodePort
            ? spec with { HealthCheckNodePort = 0 }
            : spec;
    }

    private static ServiceSpec WithoutBalancer(ServiceSpec spec, ServiceSpec old)
    {
        if (old.Type == ServiceType.LoadBalancer && spec.Type != ServiceType.LoadBalancer)
        {
            spec = spec with
            {
                AllocateLoadBalancerNodePorts = spec.AllocateLoadBalancerNodePorts == old.AllocateLoadBalancerNodePorts ? null : spec.AllocateLoadBalancerNodePorts,
                LoadBalancerClass = spec.LoadBalancerClass == old.LoadBalancerClass ? null : spec.LoadBalancerClass,
            };
        }

        return ServiceDefaults.IsExternal(old, old.Type) && !ServiceDefaults.IsExternal(spec, spec.Type) && spec.ExternalTrafficPolicy == old.ExternalTrafficPolicy
            ? spec with { ExternalTrafficPolicy = "" }
            : spec;
    }

    private static bool HasNodePorts(ServiceSpec spec) => spec.Type is ServiceType.NodePort or ServiceType.LoadBalancer;
}
