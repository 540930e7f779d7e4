using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Desired state of a service.</summary>
[ApiType("io.k8s.api.core.v1.ServiceSpec")]
public sealed partial record ServiceSpec
{
    /// <summary>Ports on which the service accepts traffic.</summary>
    [ApiField("ports", 1, OmitEmpty = true, ListType = ListType.Map, ListMapKeys = ["port", "protocol"], PatchStrategy = "merge", PatchMergeKey = "port")]
    public partial ApiList<ServicePort> Ports { get; init; }

    /// <summary>Labels of the pods that receive traffic; when empty, endpoints are managed by someone else.</summary>
    [ApiField("selector", 2, OmitEmpty = true, Optional = true, Atomic = true)]
    public partial ApiMap<string> Selector { get; init; }

    /// <summary>Virtual address of the service, usually assigned automatically; None makes the service headless.</summary>
    [ApiField("clusterIP", 3, OmitEmpty = true, Optional = true)]
    public partial string ClusterIP { get; init; }

    /// <summary>Virtual addresses by IP family, at most two, where the first equals clusterIP.</summary>
    [ApiField("clusterIPs", 18, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> ClusterIPs { get; init; }

    /// <summary>How the service is exposed: ClusterIP, the default, NodePort, LoadBalancer or ExternalName.</summary>
    [ApiField("type", 4, OmitEmpty = true, Optional = true, Enum = typeof(ServiceType), TypeName = "v1.ServiceType")]
    public partial string Type { get; init; }

    /// <summary>Extra addresses, routed to nodes by the administrator, on which nodes accept service traffic.</summary>
    [ApiField("externalIPs", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> ExternalIPs { get; init; }

    /// <summary>ClientIP keeps each client on one pod; None, the default, does not.</summary>
    [ApiField("sessionAffinity", 7, OmitEmpty = true, Optional = true, Enum = typeof(ServiceAffinity), TypeName = "v1.ServiceAffinity")]
    public partial string SessionAffinity { get; init; }

    /// <summary>Deprecated wish for a particular load balancer address, which providers may ignore.</summary>
    [ApiField("loadBalancerIP", 8, OmitEmpty = true, Optional = true)]
    public partial string LoadBalancerIP { get; init; }

    /// <summary>Client CIDR ranges allowed through the load balancer, where the provider supports it.</summary>
    [ApiField("loadBalancerSourceRanges", 9, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> LoadBalancerSourceRanges { get; init; }

    /// <summary>Lowercase DNS name that an ExternalName service answers with as an alias.</summary>
    [ApiField("externalName", 10, OmitEmpty = true, Optional = true)]
    public partial string ExternalName { get; init; }

    /// <summary>Cluster spreads outside traffic over all endpoints; Local uses only those on the receiving node.</summary>
    [ApiField("externalTrafficPolicy", 11, OmitEmpty = true, Optional = true, Enum = typeof(ServiceExternalTrafficPolicy), TypeName = "v1.ServiceExternalTrafficPolicy")]
    public partial string ExternalTrafficPolicy { get; init; }

    /// <summary>Node port for balancer health checks when a LoadBalancer service uses the Local external policy.</summary>
    [ApiField("healthCheckNodePort", 12, OmitEmpty = true, Optional = true)]
    public partial int HealthCheckNodePort { get; init; }

    /// <summary>Whether endpoints are published for pods even before they become ready.</summary>
    [ApiField("publishNotReadyAddresses", 13, OmitEmpty = true, Optional = true)]
    public partial bool PublishNotReadyAddresses { get; init; }

    /// <summary>Details of session affinity, such as how long it lasts.</summary>
    [ApiField("sessionAffinityConfig", 14, OmitEmpty = true, Optional = true)]
    public partial SessionAffinityConfig? SessionAffinityConfig { get; init; }

    /// <summary>IP families of the service in order of preference, each IPv4 or IPv6.</summary>
    [ApiField("ipFamilies", 19, OmitEmpty = true, Optional = true, Enum = typeof(IPFamily), TypeName = "[]v1.IPFamily")]
    public partial ApiList<string> IPFamilies { get; init; }

    /// <summary>SingleStack, PreferDualStack or RequireDualStack; SingleStack by default.</summary>
    [ApiField("ipFamilyPolicy", 17, OmitEmpty = true, Optional = true, Enum = typeof(IPFamilyPolicy), TypeName = "v1.IPFamilyPolicy")]
    public partial string? IPFamilyPolicy { get; init; }

    /// <summary>Whether a LoadBalancer service also gets node ports automatically; true by default.</summary>
    [ApiField("allocateLoadBalancerNodePorts", 20, OmitEmpty = true, Optional = true)]
    public partial bool? AllocateLoadBalancerNodePorts { get; init; }

    /// <summary>Name of the load balancer implementation to use, fixed once set; the default one otherwise.</summary>
    [ApiField("loadBalancerClass", 21, OmitEmpty = true, Optional = true)]
    public partial string? LoadBalancerClass { get; init; }

    /// <summary>Cluster sends in-cluster traffic to all endpoints; Local only to those on the same node.</summary>
    [ApiField("internalTrafficPolicy", 22, OmitEmpty = true, Optional = true, Enum = typeof(ServiceInternalTrafficPolicy), TypeName = "v1.ServiceInternalTrafficPolicy")]
    public partial string? InternalTrafficPolicy { get; init; }

    /// <summary>Preference among endpoints, such as PreferSameZone or PreferSameNode, that is followed when possible.</summary>
    [ApiField("trafficDistribution", 23, OmitEmpty = true, Optional = true)]
    public partial string? TrafficDistribution { get; init; }
}
