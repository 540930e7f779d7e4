namespace Tiphys.Api.Core.V1;

/// <summary>A pod affinity term with the weight it carries in node scoring.</summary>
[ApiType("io.k8s.api.core.v1.WeightedPodAffinityTerm")]
public sealed partial record WeightedPodAffinityTerm
{
    /// <summary>Importance of the term from 1 to 100, added to the score of matching nodes.</summary>
    [ApiField("weight", 1)]
    public partial int Weight { get; init; }

    /// <summary>Term that says which pods and which topology are meant.</summary>
    [ApiField("podAffinityTerm", 2)]
    public partial PodAffinityTerm PodAffinityTerm { get; init; }
}
