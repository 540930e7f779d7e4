using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Policy.V1;

/// <summary>Limits how many pods of a group can be down at once because of voluntary disruptions.</summary>
[ApiType("io.k8s.api.policy.v1.PodDisruptionBudget", Group = "policy", Version = "v1", Kind = "PodDisruptionBudget")]
[ApiResource(
    "poddisruptionbudgets",
    Singular = "poddisruptionbudget",
    Namespaced = true,
    ShortNames = ["pdb"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "EVWiDmWqyJw=")]
[ApiSubresource("status", "policy/v1", "PodDisruptionBudget", Verbs = ["get", "patch", "update"])]
public sealed partial record PodDisruptionBudget
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the PodDisruptionBudget, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial PodDisruptionBudgetSpec Spec { get; init; }

    /// <summary>Most recently observed state of the PodDisruptionBudget, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial PodDisruptionBudgetStatus Status { get; init; }
}
