namespace Tiphys.Api.Core.V1;

/// <summary>Names pods that should rather not be placed on a node, stored in a node annotation.</summary>
[ApiType("io.k8s.api.core.v1.AvoidPods")]
public sealed partial record AvoidPods
{
    /// <summary>One entry for each class of pods that had better go elsewhere.</summary>
    [ApiField("preferAvoidPods", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<PreferAvoidPodsEntry> PreferAvoidPods { get; init; }
}
