using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Restricts which network traffic a group of pods may receive or send.</summary>
[ApiType("io.k8s.api.networking.v1.NetworkPolicy", Group = "networking.k8s.io", Version = "v1", Kind = "NetworkPolicy")]
[ApiResource(
    "networkpolicies",
    Singular = "networkpolicy",
    Namespaced = true,
    ShortNames = ["netpol"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "YpfwF18m1G8=")]
public sealed partial record NetworkPolicy
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the NetworkPolicy, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial NetworkPolicySpec Spec { get; init; }
}
