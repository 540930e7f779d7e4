using Tiphys.Api.Apps.V1;

namespace Tiphys.Controllers.Deployments;

/// <summary>What one pass over a Deployment does, in this order.</summary>
internal sealed record DeploymentPlan
{
    /// <summary>The ReplicaSet to create; null for none.</summary>
    public ReplicaSet? Create { get; init; }

    /// <summary>ReplicaSets to change.</summary>
    public IReadOnlyList<ReplicaSetChange> Changes { get; init; } = [];

    /// <summary>ReplicaSets to delete, because they are older than the history that is kept.</summary>
    public IReadOnlyList<ReplicaSet> Deletions { get; init; } = [];

    /// <summary>Revision that the Deployment shows; null to leave it.</summary>
    public string? Revision { get; init; }

    /// <summary>Status after the pass.</summary>
    public required DeploymentStatus Status { get; init; }

    /// <summary>When to look again although nothing changed; null for never.</summary>
    public TimeSpan? Again { get; init; }
}

/// <summary>A change of a ReplicaSet.</summary>
/// <param name="Before">As it is.</param>
/// <param name="After">As it should be.</param>
internal sealed record ReplicaSetChange(ReplicaSet Before, ReplicaSet After)
{
    /// <summary>What people are told; null when the size stays.</summary>
    public string? Message => Before.Replicas() == After.Replicas()
        ? null
        : $"Scaled {(After.Replicas() > Before.Replicas() ? "up" : "down")} replica set {After.Metadata.Name} from {Before.Replicas()} to {After.Replicas()}";
}
