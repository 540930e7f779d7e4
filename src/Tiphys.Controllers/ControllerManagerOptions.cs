namespace Tiphys.Controllers;

/// <summary>How controllers work; the defaults are those of <c>kube-controller-manager</c>.</summary>
public sealed record ControllerManagerOptions
{
    /// <summary>Certificates (PEM) by which pods know the API server; published as <c>kube-root-ca.crt</c> in each namespace. Null publishes none.</summary>
    public string? RootCertificates { get; init; }

    /// <summary>How long a node may be silent before it counts as not ready (<c>--node-monitor-grace-period</c>).</summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>How often nodes are looked at (<c>--node-monitor-period</c>).</summary>
    public TimeSpan NodeMonitorPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many ended pods are kept (<c>--terminated-pod-gc-threshold</c>).</summary>
    public int TerminatedPodThreshold { get; init; } = 12_500;

    /// <summary>How often pods are looked through for those that nobody will end.</summary>
    public TimeSpan PodCollectionPeriod { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a node must have been gone before its pods are deleted.</summary>
    public TimeSpan NodeQuarantine { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Endpoints in one slice at most (<c>--max-endpoints-per-slice</c>).</summary>
    public int MaxEndpointsPerSlice { get; init; } = 100;
}
