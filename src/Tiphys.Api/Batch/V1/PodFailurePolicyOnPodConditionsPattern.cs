namespace Tiphys.Api.Batch.V1;

/// <summary>Matches a failed pod by one of its conditions.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern")]
public sealed partial record PodFailurePolicyOnPodConditionsPattern
{
    /// <summary>Pod condition type that has to be present, such as DisruptionTarget.</summary>
    [ApiField("type", 1, TypeName = "v1.PodConditionType")]
    public partial string Type { get; init; }

    /// <summary>Status the condition has to have, True by default.</summary>
    [ApiField("status", 2, Optional = true, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }
}
