using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Describes one side of allowed traffic, by pods, namespaces or IP range.</summary>
[ApiType("io.k8s.api.networking.v1.NetworkPolicyPeer")]
public sealed partial record NetworkPolicyPeer
{
    /// <summary>Picks peer pods by label, in the policy's namespace unless a namespace selector is also given.</summary>
    [ApiField("podSelector", 1, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? PodSelector { get; init; }

    /// <summary>Picks namespaces by label whose pods are peers; an empty selector covers every namespace.</summary>
    [ApiField("namespaceSelector", 2, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Picks peers by IP address range; cannot be combined with the two selectors.</summary>
    [ApiField("ipBlock", 3, OmitEmpty = true, Optional = true)]
    public partial IPBlock? IPBlock { get; init; }
}
