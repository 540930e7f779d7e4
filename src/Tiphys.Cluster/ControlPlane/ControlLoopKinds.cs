namespace Tiphys.Cluster.ControlPlane;

/// <summary>Control loops that may run beside the API server.</summary>
[Flags]
public enum ControlLoopKinds
{
    /// <summary>The API server alone.</summary>
    None = 0,

    /// <summary>The controllers.</summary>
    Controllers = 1,

    /// <summary>The scheduler.</summary>
    Scheduler = 2,

    /// <summary>All of them.</summary>
    All = Controllers | Scheduler,
}
