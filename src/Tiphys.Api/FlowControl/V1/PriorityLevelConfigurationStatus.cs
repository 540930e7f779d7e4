using Tiphys.Api.Schemas;

namespace Tiphys.Api.FlowControl.V1;

/// <summary>Observed state of a priority level as reported by the system.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationStatus")]
public sealed partial record PriorityLevelConfigurationStatus
{
    /// <summary>Latest observations about the priority level, holding one entry for each condition type.</summary>
    [ApiField("conditions", 1, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<PriorityLevelConfigurationCondition> Conditions { get; init; }
}
