using Tiphys.Cli.Manifests;
using Tiphys.Cluster.Configuration;
using Tiphys.Containers.Build;

namespace Tiphys.Cli.Up;

/// <summary>What <c>tiphys up</c> is to do, all of it read and understood.</summary>
internal sealed record UpRequest
{
    public required ClusterDirectory Directory { get; init; }

    public required ClusterWishes Wishes { get; init; }

    public required IReadOnlyList<ManifestObject> Objects { get; init; }

    /// <summary>Images that the objects ask to have built.</summary>
    public required IReadOnlyList<ImageBuildOptions> Builds { get; init; }

    /// <summary>The user's kubeconfig.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>How long to wait for the cluster, and again for the workloads.</summary>
    public required TimeSpan Patience { get; init; }
}
