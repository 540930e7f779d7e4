namespace Tiphys.Api.Core.V1;

/// <summary>Ties a pod to a group whose members are scheduled in common.</summary>
[ApiType("io.k8s.api.core.v1.PodSchedulingGroup")]
public sealed partial record PodSchedulingGroup
{
    /// <summary>Name of the PodGroup in the same namespace that this pod is a member of.</summary>
    [ApiField("podGroupName", 1, OmitEmpty = true, Optional = true)]
    public partial string? PodGroupName { get; init; }
}
