using Tiphys.Api.Schemas;

namespace Tiphys.Api.FlowControl.V1;

/// <summary>Observed state of a flow schema as reported by the system.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.FlowSchemaStatus")]
public sealed partial record FlowSchemaStatus
{
    /// <summary>Latest observations about the flow schema, holding one entry for each condition type.</summary>
    [ApiField("conditions", 1, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<FlowSchemaCondition> Conditions { get; init; }
}
