namespace Tiphys.Api.Apps.V1;

/// <summary>Bounds on how many nodes are affected at once while a DaemonSet is updated.</summary>
[ApiType("io.k8s.api.apps.v1.RollingUpdateDaemonSet")]
public sealed partial record RollingUpdateDaemonSet
{
    /// <summary>Nodes that may lack an available pod during the update, as a count or rounded-up percentage; defaults to 1.</summary>
    [ApiField("maxUnavailable", 1, OmitEmpty = true, Optional = true)]
    public partial IntOrString? MaxUnavailable { get; init; }

    /// <summary>Nodes that may briefly run both old and new pod, as a count or rounded-up percentage; defaults to 0.</summary>
    [ApiField("maxSurge", 2, OmitEmpty = true, Optional = true)]
    public partial IntOrString? MaxSurge { get; init; }
}
