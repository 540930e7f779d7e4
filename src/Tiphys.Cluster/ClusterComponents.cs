namespace Tiphys.Cluster;

/// <summary>What runs in a process beside the API server.</summary>
[Flags]
public enum ClusterComponents
{
    /// <summary>The API server alone.</summary>
    None = 0,

    /// <summary>The controllers.</summary>
    Controllers = 1,

    /// <summary>The scheduler.</summary>
    Scheduler = 2,

    /// <summary>A node on this machine: kubelet, service proxy, cluster DNS. Needs Linux and root.</summary>
    Node = 4,

    /// <summary>All of them.</summary>
    All = Controllers | Scheduler | Node,
}
