using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Defaults of services (pkg/apis/core/v1/defaults.go).</summary>
internal static class ServiceDefaults
{
    private const int AffinitySeconds = 10800;

    public static Service Apply(Service service)
    {
        var type = service.Spec.Type.Or(ServiceType.ClusterIP);
        var isBalanced = type == ServiceType.LoadBalancer;
        var affinity = service.Spec.SessionAffinity.Or(ServiceAffinity.None);
        return service with
        {
            Spec = service.Spec with
            {
                Type = type,
                SessionAffinity = affinity,
                SessionAffinityConfig = Affinity(affinity, service.Spec.SessionAffinityConfig),
                Ports = service.Spec.Ports.Map(Port),
                ExternalTrafficPolicy = IsExternal(service.Spec, type)
                    ? service.Spec.ExternalTrafficPolicy.Or(ServiceExternalTrafficPolicy.Cluster)
                    : service.Spec.ExternalTrafficPolicy,
                InternalTrafficPolicy = service.Spec.InternalTrafficPolicy
                    ?? (type is ServiceType.ClusterIP or ServiceType.NodePort or ServiceType.LoadBalancer ? ServiceInternalTrafficPolicy.Cluster : null),
                AllocateLoadBalancerNodePorts = service.Spec.AllocateLoadBalancerNodePorts ?? (isBalanced ? true : null),
            },
            Status = isBalanced ? BalancerModes(service.Status) : service.Status,
        };
    }

    /// <summary>The service with its cluster address in both fields that hold it.</summary>
    public static Service Normalize(Service service) => service.Spec is { ClusterIP.Length: > 0, ClusterIPs.IsEmpty: true }
        ? service with { Spec = service.Spec with { ClusterIPs = [service.Spec.ClusterIP] } }
        : service;

    /// <summary>
    /// The changed service with what was given out before, where the client leaves it out and still needs it, and with its cluster
    /// address the same in both fields.
    /// </summary>
    public static Service FollowUpdate(Service service, Service old) => NormalizeUpdate(PatchAllocated(service, old), old);

    /// <summary>True when traffic from outside may come in.</summary>
    public static bool IsExternal(ServiceSpec spec, string type) =>
        HasNodePorts(type) || (type == ServiceType.ClusterIP && !spec.ExternalIPs.IsEmpty);

    /// <summary>True when the service answers health checks of a load balancer at a node port.</summary>
    public static bool NeedsHealthPort(ServiceSpec spec) =>
        spec is { Type: ServiceType.LoadBalancer, ExternalTrafficPolicy: ServiceExternalTrafficPolicy.Local };

    private static Service PatchAllocated(Service service, Service old)
    {
        var (spec, before) = (service.Spec, old.Spec);
        if (spec.Type != ServiceType.ExternalName && before.Type != ServiceType.ExternalName)
        {
            spec = spec with
            {
                ClusterIP = spec.ClusterIP.Length == 0 ? before.ClusterIP : spec.ClusterIP,
                ClusterIPs = spec.ClusterIPs.IsEmpty ? before.ClusterIPs : spec.ClusterIPs,
            };
        }

        spec = AllocatesNodePorts(spec) && AllocatesNodePorts(before) ? spec with { Ports = KeepNodePorts(spec.Ports, before.Ports) } : spec;
        var keepsHealthPort = spec.HealthCheckNodePort == 0 && NeedsHealthPort(spec) && NeedsHealthPort(before);
        return service with { Spec = keepsHealthPort ? spec with { HealthCheckNodePort = before.HealthCheckNodePort } : spec };
    }

    // Old clients know one address only; what they do to it is done to the list.
    private static Service NormalizeUpdate(Service service, Service old)
    {
        var (spec, before) = (service.Spec, old.Spec);
        var addresses = spec.ClusterIPs;
        if (addresses.IsEmpty && !before.ClusterIPs.IsEmpty && spec.ClusterIP == before.ClusterIP)
        {
            addresses = before.ClusterIPs;
        }

        if (spec.ClusterIP != before.ClusterIP && addresses == before.ClusterIPs)
        {
            addresses = spec.ClusterIP.Length == 0 ? default : [spec.ClusterIP];
        }

        return service with { Spec = spec with { ClusterIPs = addresses } };
    }

    private static bool AllocatesNodePorts(ServiceSpec spec) =>
        spec.Type == ServiceType.NodePort || (spec.Type == ServiceType.LoadBalancer && spec.AllocateLoadBalancerNodePorts != false);

    private static bool HasNodePorts(string type) => type is ServiceType.NodePort or ServiceType.LoadBalancer;

    // By name: the other properties of a port may have changed.
    private static ApiList<ServicePort> KeepNodePorts(ApiList<ServicePort> ports, ApiList<ServicePort> old)
    {
        var kept = ports.Select(port => port.NodePort).Intersect(old.Select(port => port.NodePort)).ToHashSet();
        return ports.Map(port =>
        {
            var before = port.NodePort == 0 ? old.LastOrDefault(other => other.Name == port.Name)?.NodePort ?? 0 : 0;
            return before != 0 && !kept.Contains(before) ? port with { NodePort = before } : port;
        });
    }

    private static SessionAffinityConfig? Affinity(string affinity, SessionAffinityConfig? config) => affinity switch
    {
        ServiceAffinity.None => null,
        ServiceAffinity.ClientIP when config?.ClientIP?.TimeoutSeconds is null =>
            SessionAffinityConfig.Empty with { ClientIP = ClientIPConfig.Empty with { TimeoutSeconds = AffinitySeconds } },
        _ => config,
    };

    private static ServicePort Port(ServicePort port) => port with
    {
        Protocol = port.Protocol.Or(Protocol.TCP),
        TargetPort = port.TargetPort is { IsString: false, IntValue: 0 } or { StringValue: "" } ? port.Port : port.TargetPort,
    };

    private static ServiceStatus BalancerModes(ServiceStatus status) => status with
    {
        LoadBalancer = status.LoadBalancer with
        {
            Ingress = status.LoadBalancer.Ingress.Map(ingress =>
                ingress is { IPMode: null, IP.Length: > 0 } ? ingress with { IPMode = LoadBalancerIPMode.VIP } : ingress),
        },
    };
}
