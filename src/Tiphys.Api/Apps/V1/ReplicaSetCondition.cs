namespace Tiphys.Api.Apps.V1;

/// <summary>One observed aspect of the state of a ReplicaSet.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetCondition")]
public sealed partial record ReplicaSetCondition
{
    /// <summary>Aspect being reported, for example ReplicaFailure when pods cannot be created or deleted.</summary>
    [ApiField("type", 1, TypeName = "v1.ReplicaSetConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds, given as True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Moment when the status value of this condition last changed.</summary>
    [ApiField("lastTransitionTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase word naming the cause of the last change.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that explains the last change in detail.</summary>
    [ApiField("message", 5, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
