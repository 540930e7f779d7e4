namespace Tiphys.Api.FlowControl.V1;

/// <summary>One observation about the state of a flow schema, such as a missing priority level.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.FlowSchemaCondition")]
public sealed partial record FlowSchemaCondition
{
    /// <summary>Name of the aspect being reported, for example Dangling.</summary>
    [ApiField("type", 1, OmitEmpty = true, TypeName = "v1.FlowSchemaConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition currently holds: True, False or Unknown.</summary>
    [ApiField("status", 2, OmitEmpty = true, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>When the condition status last changed from one value to another.</summary>
    [ApiField("lastTransitionTime", 3, OmitEmpty = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase code explaining why the condition last changed.</summary>
    [ApiField("reason", 4, OmitEmpty = true)]
    public partial string Reason { get; init; }

    /// <summary>Readable explanation of the most recent change of the condition.</summary>
    [ApiField("message", 5, OmitEmpty = true)]
    public partial string Message { get; init; }
}
