namespace Tiphys.Api.Apps.V1;

/// <summary>One observed aspect of the state of a DaemonSet.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetCondition")]
public sealed partial record DaemonSetCondition
{
    /// <summary>Name of the aspect that this DaemonSet condition reports on.</summary>
    [ApiField("type", 1, TypeName = "v1.DaemonSetConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds, given as True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Moment when the condition last switched to its present status value.</summary>
    [ApiField("lastTransitionTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase word giving the cause of the latest switch.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that adds detail about the latest switch.</summary>
    [ApiField("message", 5, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
