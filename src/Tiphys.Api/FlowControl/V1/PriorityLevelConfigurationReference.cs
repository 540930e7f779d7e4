namespace Tiphys.Api.FlowControl.V1;

/// <summary>Names the priority level that a flow schema sends its requests to.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationReference")]
public sealed partial record PriorityLevelConfigurationReference
{
    /// <summary>Name of the target PriorityLevelConfiguration object; required.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }
}
