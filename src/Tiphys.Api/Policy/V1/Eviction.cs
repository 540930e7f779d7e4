using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Policy.V1;

/// <summary>Asks the server to remove a pod while respecting disruption budgets; posted to the pod's eviction subresource.</summary>
[ApiType("io.k8s.api.policy.v1.Eviction", Group = "policy", Version = "v1", Kind = "Eviction")]
public sealed partial record Eviction
{
    /// <summary>Metadata whose name and namespace identify the pod to be evicted.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Options for the resulting deletion, such as the grace period and preconditions.</summary>
    [ApiField("deleteOptions", 2, OmitEmpty = true, Optional = true)]
    public partial DeleteOptions? DeleteOptions { get; init; }
}
