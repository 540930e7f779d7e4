namespace Tiphys.Client.Leases;

/// <summary>How a component elects its leader; the times are those of upstream's components (component-base, <c>config/v1alpha1</c>).</summary>
public sealed record LeaderElectionOptions
{
    /// <summary>Namespace of the Lease.</summary>
    public string Namespace { get; init; } = "kube-system";

    /// <summary>Name of the Lease.</summary>
    public required string LeaseName { get; init; }

    /// <summary>Who stands for election; different for each process.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait for a leader that does not renew.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader tries to renew before it gives up.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between tries.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>True to give the Lease up at the end, so that another leads at once.</summary>
    public bool ReleaseOnStop { get; init; } = true;

    internal void Validate()
    {
        if (LeaseDuration <= RenewDeadline || RenewDeadline <= RetryPeriod * 1.2 || RetryPeriod <= TimeSpan.Zero)
        {
            throw new ArgumentException("leader election: LeaseDuration > RenewDeadline > 1.2 × RetryPeriod > 0 must hold");
        }
    }
}
