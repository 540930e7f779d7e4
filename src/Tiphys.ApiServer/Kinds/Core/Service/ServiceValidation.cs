using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Checks of services (pkg/apis/core/validation, ValidateServiceCreate).</summary>
internal static class ServiceValidation
{
    private const string LoadBalancerOnly = "may only be used when `type` is 'LoadBalancer'";
    private const string ModeAnnotation = "service.kubernetes.io/topology-mode";
    private const string HintsAnnotation = "service.kubernetes.io/topology-aware-hints";
    private const string RangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private static readonly FieldPath Spec = FieldPath.Root("spec");
    private static readonly FieldPath Annotations = FieldPath.Root("metadata").Child("annotations");

    public static void Validate(Service service, Service? old, FieldErrors errors)
    {
        var spec = service.Spec;
        ValidateTopology(service, errors);
        ValidateType(spec, errors);
        ServicePortValidation.Validate(spec, errors);
        MetadataValidation.ValidateLabels(spec.Selector, errors, Spec.Child("selector"));
        ValidateAffinity(spec, errors);
        ValidateAddresses(service, old, errors);
        ValidateExternalIPs(spec, old?.Spec.ExternalIPs ?? default, errors);
        errors.CheckRequiredAndSupported(
            Spec.Child("type"), spec.Type, ServiceType.ClusterIP, ServiceType.ExternalName, ServiceType.LoadBalancer, ServiceType.NodePort);
        ServicePortValidation.ValidateNodePorts(spec, errors);
        ValidateSourceRanges(service, old, errors);
        ValidateBalancer(spec, errors);
        ValidateExternalPolicy(spec, errors);
        ValidateInternalPolicy(spec, errors);
        if (spec.TrafficDistribution is { } distribution)
        {
            errors.CheckSupported(Spec.Child("trafficDistribution"), distribution, "PreferClose", "PreferSameZone", "PreferSameNode");
        }
    }

    /// <summary>Checks the status; only a load balancer has one.</summary>
    public static void ValidateStatus(Service service, Service old, FieldErrors errors)
    {
        var ingress = FieldPath.Root("status").Child("loadBalancer").Child("ingress");
        if (service.Spec.Type != ServiceType.LoadBalancer && !service.Status.LoadBalancer.Ingress.IsEmpty)
        {
            errors.Forbidden(ingress, "may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }

        var known = old.Status.LoadBalancer.Ingress.Select(item => item.IP).Where(ip => ip.Length > 0).ToApiList();
        for (var i = 0; i < service.Status.LoadBalancer.Ingress.Count; i++)
        {
            ValidateIngress(service.Status.LoadBalancer.Ingress[i], known, ingress.Index(i), errors);
        }
    }

    /// <summary>Checks addresses, families and policy against each other; an ExternalName service has none of them.</summary>
    public static void ValidateAddresses(Service service, Service? old, FieldErrors errors)
    {
        var spec = service.Spec;
        if (spec.Type == ServiceType.ExternalName)
        {
            return;
        }

        var path = Spec.Child("clusterIPs");
        ValidateFirst(spec, path, errors);
        ValidateFamilies(spec, errors);
        if (ValidateEach(spec, old?.Spec.ClusterIPs ?? default, path, errors))
        {
            ValidatePairs(spec, path, errors);
        }
    }

    /// <summary>A list as messages show it.</summary>
    public static string Shown(ApiList<string> list) => list.IsDefault ? "null" : $"[{string.Join(",", list.Select(FieldErrors.Quote))}]";

    private static void ValidateFirst(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.ClusterIP.Length == 0)
        {
            if (!spec.ClusterIPs.IsEmpty)
            {
                errors.InvalidValue(path, Shown(spec.ClusterIPs), "must be empty when `clusterIP` is not specified");
            }
        }
        else if (spec.ClusterIPs.IsEmpty)
        {
            errors.Required(path);
        }
        else if (spec.ClusterIPs[0] != spec.ClusterIP)
        {
            errors.InvalidValue(path, Shown(spec.ClusterIPs), "first value must match `clusterIP`");
        }
    }

    private static void ValidateFamilies(ServiceSpec spec, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.IPFamilies.Count; i++)
        {
            errors.CheckSupported(Spec.Child("ipFamilies").Index(i), spec.IPFamilies[i], IPFamily.IPv4, IPFamily.IPv6);
            if (!seen.Add(spec.IPFamilies[i]))
            {
                errors.Duplicate(Spec.Child("ipFamilies").Index(i), spec.IPFamilies[i]);
            }
        }

        if (spec.IPFamilyPolicy is { } policy)
        {
            errors.CheckSupported(
                Spec.Child("ipFamilyPolicy"), policy, IPFamilyPolicy.PreferDualStack, IPFamilyPolicy.RequireDualStack, IPFamilyPolicy.SingleStack);
        }
    }

    private static bool ValidateEach(ServiceSpec spec, ApiList<string> known, FieldPath path, FieldErrors errors)
    {
        var good = true;
        for (var i = 0; i < spec.ClusterIPs.Count; i++)
        {
            if (i > 0 || spec.ClusterIPs[i] != "None")
            {
                good &= LegacyAddresses.CheckIP(errors, path.Index(i), spec.ClusterIPs[i], known);
            }
            else if (spec.ClusterIPs.Count > 1)
            {
                good = false;
                errors.InvalidValue(path, Shown(spec.ClusterIPs), "'None' must be the first and only value");
            }
        }

        if (spec.ClusterIPs.Count > 2)
        {
            errors.InvalidValue(path, Shown(spec.ClusterIPs), "may only hold up to 2 values");
        }

        return good;
    }

    private static void ValidatePairs(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.ClusterIPs.Count > 1 && spec.ClusterIPs.Select(Formats.IsIPv6).Distinct().Count() < 2)
        {
            errors.InvalidValue(path, Shown(spec.ClusterIPs), "may specify no more than one IP for each IP family");
        }

        for (var i = 0; !IsHeadless(spec) && i < Math.Min(spec.ClusterIPs.Count, spec.IPFamilies.Count); i++)
        {
            var isIPv6 = Formats.IsIPv6(spec.ClusterIPs[i]);
            if (spec.IPFamilies[i] == (isIPv6 ? IPFamily.IPv4 : IPFamily.IPv6))
            {
                errors.Invalid(path.Index(i), spec.ClusterIPs[i], $"expected an {spec.IPFamilies[i]} value as indicated by `ipFamilies[{i}]`");
            }
        }
    }

    /// <summary>True for a service without an address of its own.</summary>
    public static bool IsHeadless(ServiceSpec spec) => spec.ClusterIPs is { Count: 1 } ips && ips[0] == "None";

    private static void ValidateTopology(Service service, FieldErrors errors)
    {
        var annotations = service.Metadata.Annotations;
        if (annotations.TryGetValue(ModeAnnotation, out var mode) && annotations.TryGetValue(HintsAnnotation, out var hints) && mode != hints)
        {
            errors.Invalid(Annotations.Key(ModeAnnotation), mode, $"must match annotations[{HintsAnnotation}] when both are specified");
        }
    }

    private static void ValidateType(ServiceSpec spec, FieldErrors errors)
    {
        var isNamed = spec.Type == ServiceType.ExternalName;
        if (spec.Ports.IsEmpty && !IsHeadless(spec) && !isNamed)
        {
            errors.Required(Spec.Child("ports"));
        }

        if (IsHeadless(spec) && spec.Type is (ServiceType.LoadBalancer or ServiceType.NodePort))
        {
            errors.Invalid(Spec.Child("clusterIPs").Index(0), "None", $"may not be set to 'None' for {spec.Type} services");
        }
        else if (isNamed)
        {
            ValidateExternalName(spec, errors);
        }
    }

    private static void ValidateExternalName(ServiceSpec spec, FieldErrors errors)
    {
        const string NotForNames = "may not be set for ExternalName services";
        if (!spec.ClusterIPs.IsEmpty)
        {
            errors.Forbidden(Spec.Child("clusterIPs"), NotForNames);
        }

        if (!spec.IPFamilies.IsEmpty)
        {
            errors.Forbidden(Spec.Child("ipFamilies"), NotForNames);
        }

        if (spec.IPFamilyPolicy is not null)
        {
            errors.Forbidden(Spec.Child("ipFamilyPolicy"), NotForNames);
        }

        var name = spec.ExternalName.EndsWith('.') ? spec.ExternalName[..^1] : spec.ExternalName;
        if (name.Length == 0)
        {
            errors.Required(Spec.Child("externalName"));
        }
        else
        {
            errors.InvalidFor(Spec.Child("externalName"), name, Formats.Dns1123Subdomain(name));
        }
    }

    private static void ValidateAffinity(ServiceSpec spec, FieldErrors errors)
    {
        const string Missing = "when session affinity type is ClientIP";
        errors.CheckRequiredAndSupported(Spec.Child("sessionAffinity"), spec.SessionAffinity, ServiceAffinity.ClientIP, ServiceAffinity.None);
        var path = Spec.Child("sessionAffinityConfig");
        if (spec.SessionAffinity == ServiceAffinity.None && spec.SessionAffinityConfig is not null)
        {
            errors.Forbidden(path, "must not be set when session affinity is None");
        }

        if (spec.SessionAffinity != ServiceAffinity.ClientIP)
        {
            return;
        }

        if (spec.SessionAffinityConfig is not { } config)
        {
            errors.Required(path, Missing);
        }
        else if (config.ClientIP is not { } client)
        {
            errors.Required(path.Child("clientIP"), Missing);
        }
        else if (client.TimeoutSeconds is not { } seconds)
        {
            errors.Required(path.Child("clientIP").Child("timeoutSeconds"), Missing);
        }
        else if (seconds is <= 0 or > 86400)
        {
            errors.Invalid(path.Child("clientIP").Child("timeoutSeconds"), seconds, "must be greater than 0 and less than 86400");
        }
    }

    private static void ValidateExternalIPs(ServiceSpec spec, ApiList<string> known, FieldErrors errors)
    {
        for (var i = 0; i < spec.ExternalIPs.Count; i++)
        {
            var (path, value) = (Spec.Child("externalIPs").Index(i), spec.ExternalIPs[i]);
            if (LegacyAddresses.CheckIP(errors, path, value, known) && Formats.TryParseIP(value, out var address))
            {
                errors.InvalidFor(path, value, SpecialUse(address, value));
            }
        }
    }

    private static IEnumerable<string> SpecialUse(IPAddress address, string shown)
    {
        var bytes = address.GetAddressBytes();
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            yield return $"may not be unspecified ({shown})";
        }

        if (IPAddress.IsLoopback(address))
        {
            yield return "may not be in the loopback range (127.0.0.0/8, ::1/128)";
        }

        if (isIPv4 ? bytes is [169, 254, ..] : address.IsIPv6LinkLocal)
        {
            yield return "may not be in the link-local range (169.254.0.0/16, fe80::/10)";
        }

        if (isIPv4 ? bytes is [224, 0, 0, _] : bytes is [0xff, var scope, ..] && (scope & 0x0f) == 2)
        {
            yield return "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)";
        }
    }

    private static void ValidateSourceRanges(Service service, Service? old, FieldErrors errors)
    {
        var isBalancer = service.Spec.Type == ServiceType.LoadBalancer;
        if (!service.Spec.LoadBalancerSourceRanges.IsEmpty)
        {
            var path = Spec.Child("LoadBalancerSourceRanges");
            if (!isBalancer)
            {
                errors.Forbidden(path, LoadBalancerOnly);
            }

            var known = (old?.Spec.LoadBalancerSourceRanges ?? default).Map(value => value.Trim());
            for (var i = 0; i < service.Spec.LoadBalancerSourceRanges.Count; i++)
            {
                LegacyAddresses.CheckCidr(errors, path.Index(i), service.Spec.LoadBalancerSourceRanges[i].Trim(), known);
            }
        }
        else if (service.Metadata.Annotations.TryGetValue(RangesAnnotation, out var ranges))
        {
            ValidateAnnotatedRanges(ranges, old?.Metadata.Annotations.GetValueOrDefault(RangesAnnotation), isBalancer, errors);
        }
    }

    private static void ValidateAnnotatedRanges(string ranges, string? old, bool isBalancer, FieldErrors errors)
    {
        var path = Annotations.Key(RangesAnnotation);
        if (!isBalancer)
        {
            errors.Forbidden(path, LoadBalancerOnly);
        }

        if (ranges != old && ranges.Trim().Length > 0)
        {
            foreach (var range in ranges.Trim().Split(','))
            {
                LegacyAddresses.CheckCidr(errors, path, range.Trim(), default);
            }
        }
    }

    private static void ValidateBalancer(ServiceSpec spec, FieldErrors errors)
    {
        var isBalancer = spec.Type == ServiceType.LoadBalancer;
        if (!isBalancer && spec.AllocateLoadBalancerNodePorts is not null)
        {
            errors.Forbidden(Spec.Child("allocateLoadBalancerNodePorts"), LoadBalancerOnly);
        }

        if (isBalancer && spec.AllocateLoadBalancerNodePorts is null)
        {
            errors.Required(FieldPath.Root("allocateLoadBalancerNodePorts"));
        }

        ValidateClass(spec, errors);
    }

    /// <summary>Checks the class of the load balancer.</summary>
    public static void ValidateClass(ServiceSpec spec, FieldErrors errors)
    {
        if (spec.LoadBalancerClass is not { } name)
        {
            return;
        }

        if (spec.Type == ServiceType.LoadBalancer)
        {
            errors.InvalidFor(Spec.Child("loadBalancerClass"), name, Formats.QualifiedName(name));
        }
        else
        {
            errors.Forbidden(Spec.Child("loadBalancerClass"), LoadBalancerOnly);
        }
    }

    private static void ValidateExternalPolicy(ServiceSpec spec, FieldErrors errors)
    {
        var path = Spec.Child("externalTrafficPolicy");
        if (ServiceDefaults.IsExternal(spec, spec.Type))
        {
            errors.CheckRequiredAndSupported(path, spec.ExternalTrafficPolicy, ServiceExternalTrafficPolicy.Cluster, ServiceExternalTrafficPolicy.Local);
        }
        else if (spec.ExternalTrafficPolicy.Length > 0)
        {
            errors.Invalid(path, spec.ExternalTrafficPolicy, "may only be set for externally-accessible services");
        }

        var port = Spec.Child("healthCheckNodePort");
        if (!ServiceDefaults.NeedsHealthPort(spec))
        {
            if (spec.HealthCheckNodePort != 0)
            {
                errors.Invalid(port, spec.HealthCheckNodePort, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
            }
        }
        else if (spec.HealthCheckNodePort == 0)
        {
            errors.Required(port);
        }
        else
        {
            errors.InvalidFor(port, spec.HealthCheckNodePort, Formats.PortNumber(spec.HealthCheckNodePort));
        }
    }

    private static void ValidateInternalPolicy(ServiceSpec spec, FieldErrors errors)
    {
        var path = Spec.Child("internalTrafficPolicy");
        if (spec.InternalTrafficPolicy is { } policy)
        {
            errors.CheckSupported(path, policy, ServiceInternalTrafficPolicy.Cluster, ServiceInternalTrafficPolicy.Local);
        }
        else if (spec.Type is ServiceType.NodePort or ServiceType.LoadBalancer or ServiceType.ClusterIP)
        {
            errors.Required(path);
        }
    }

    private static void ValidateIngress(LoadBalancerIngress ingress, ApiList<string> known, FieldPath path, FieldErrors errors)
    {
        if (ingress.IP.Length > 0)
        {
            LegacyAddresses.CheckIP(errors, path.Child("ip"), ingress.IP, known);
        }

        var mode = path.Child("ipMode");
        if (ingress.IPMode is null && ingress.IP.Length > 0)
        {
            errors.Required(mode, "must be specified when `ip` is set");
        }
        else if (ingress.IPMode is not null && ingress.IP.Length == 0)
        {
            errors.Forbidden(mode, "may not be specified when `ip` is not set");
        }
        else if (ingress.IPMode is not null)
        {
            errors.CheckSupported(mode, ingress.IPMode, LoadBalancerIPMode.Proxy, LoadBalancerIPMode.VIP);
        }

        if (ingress.Hostname.Length > 0)
        {
            errors.InvalidFor(path.Child("hostname"), ingress.Hostname, Formats.Dns1123Subdomain(ingress.Hostname));
            if (Formats.TryParseIP(ingress.Hostname, out _))
            {
                errors.Invalid(path.Child("hostname"), ingress.Hostname, "must be a DNS name, not an IP address");
            }
        }
    }
}
