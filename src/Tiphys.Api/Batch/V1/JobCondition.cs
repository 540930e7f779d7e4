namespace Tiphys.Api.Batch.V1;

/// <summary>One observed aspect of the state of a Job.</summary>
[ApiType("io.k8s.api.batch.v1.JobCondition")]
public sealed partial record JobCondition
{
    /// <summary>Aspect being reported, such as Complete, Failed, Suspended, FailureTarget or SuccessCriteriaMet.</summary>
    [ApiField("type", 1, TypeName = "v1.JobConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds, given as True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Moment when the controller last checked this condition.</summary>
    [ApiField("lastProbeTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastProbeTime { get; init; }

    /// <summary>Moment when the status value of the condition last flipped.</summary>
    [ApiField("lastTransitionTime", 4, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase word for the cause of the latest change.</summary>
    [ApiField("reason", 5, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people with more detail about the latest change.</summary>
    [ApiField("message", 6, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
