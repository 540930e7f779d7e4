namespace Tiphys.Api.Apps.V1;

/// <summary>One observed aspect of the state of a StatefulSet.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSetCondition")]
public sealed partial record StatefulSetCondition
{
    /// <summary>Name of the aspect that this StatefulSet condition reports on.</summary>
    [ApiField("type", 1, TypeName = "v1.StatefulSetConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds, given as True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Moment when the condition last moved from one status value to another.</summary>
    [ApiField("lastTransitionTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase word saying why the condition last changed.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that gives more detail about the latest change.</summary>
    [ApiField("message", 5, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
