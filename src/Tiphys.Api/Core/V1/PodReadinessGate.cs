namespace Tiphys.Api.Core.V1;

/// <summary>Names an extra condition that must be true before a pod counts as ready.</summary>
[ApiType("io.k8s.api.core.v1.PodReadinessGate")]
public sealed partial record PodReadinessGate
{
    /// <summary>Type of the pod condition that has to be True.</summary>
    [ApiField("conditionType", 1, TypeName = "v1.PodConditionType")]
    public partial string ConditionType { get; init; }
}
