namespace Tiphys.Api.Apps.V1;

/// <summary>One observed aspect of the state of a Deployment.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentCondition")]
public sealed partial record DeploymentCondition
{
    /// <summary>Aspect being reported, namely Available, Progressing or ReplicaFailure.</summary>
    [ApiField("type", 1, TypeName = "v1.DeploymentConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds, given as True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Moment when any part of this condition was last refreshed.</summary>
    [ApiField("lastUpdateTime", 6, OmitEmpty = true)]
    public partial Time LastUpdateTime { get; init; }

    /// <summary>Moment when the status value last flipped.</summary>
    [ApiField("lastTransitionTime", 7, OmitEmpty = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase word explaining the latest change of the condition.</summary>
    [ApiField("reason", 4, OmitEmpty = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that describes the situation behind the condition.</summary>
    [ApiField("message", 5, OmitEmpty = true)]
    public partial string Message { get; init; }
}
