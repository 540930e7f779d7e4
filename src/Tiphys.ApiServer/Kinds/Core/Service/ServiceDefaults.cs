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

    /// <summary>The service with what was given out before, where the client leaves it out and still needs it.</summary>
    public static Service PatchAllocated(Service service, Service old)
    {
        var spec = service.Spec;
        if (spec.Type == ServiceType.ExternalName || old.Spec.Type == ServiceType.ExternalName)
        {
            return service;
        }

        if (spec.ClusterIP.Length == 0 && spec.ClusterIPs.IsEmpty)
        {
            spec = spec with { ClusterIP = old.Spec.ClusterIP, ClusterIPs = old.Spec.ClusterIPs };
        }

        if (HasNodePorts(spec.Type) && HasNodePorts(old.Spec.Type))
        {
            spec = spec with { Ports = KeepNodePorts(spec.Ports, old.Spec.Ports) };
        }

        var keepsHealthPort = spec.HealthCheckNodePort == 0 && NeedsHealthPort(spec) && NeedsHealthPort(old.Spec);
        return service with { Spec = keepsHealthPort ? spec with { HealthCheckNodePort = old.Spec.HealthCheckNodePort } : spec };
    }

    /// <summary>True when traffic from outside may come in.</summary>
    public static bool IsExternal(ServiceSpec spec, string type) =>
        HasNodePorts(type) || (type == ServiceType.ClusterIP && !spec.ExternalIPs.IsEmpty);

    /// <summary>True when the service answers health checks of a load balancer at a node port.</summary>
    public static bool NeedsHealthPort(ServiceSpec spec) =>
        spec is { Type: ServiceType.LoadBalancer, ExternalTrafficPolicy: ServiceExternalTrafficPolicy.Local };

    private static bool HasNodePorts(string type) => type is ServiceType.NodePort or ServiceType.LoadBalancer;

    private static ApiList<ServicePort> KeepNodePorts(ApiList<ServicePort> ports, ApiList<ServicePort> old)
    {
        var taken = ports.Where(port => port.NodePort != 0).Select(port => port.NodePort).ToHashSet();
        return ports.Map(port =>
        {
            var before = old.FirstOrDefault(other => other.Port == port.Port && other.Protocol == port.Protocol);
            return port.NodePort == 0 && before is { NodePort: > 0 } && taken.Add(before.NodePort) ? port with { NodePort = before.NodePort } : port;
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
