using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Policy.V1;

/// <summary>A collection of PodDisruptionBudget objects returned by list requests.</summary>
[ApiType("io.k8s.api.policy.v1.PodDisruptionBudgetList", Group = "policy", Version = "v1", Kind = "PodDisruptionBudgetList")]
public sealed partial record PodDisruptionBudgetList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The PodDisruptionBudget objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<PodDisruptionBudget> Items { get; init; }
}
