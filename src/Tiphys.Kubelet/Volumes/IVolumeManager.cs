using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Volumes;

/// <summary>The volumes of this node's pods, under <c>PODS/UID/volumes</c>.</summary>
internal interface IVolumeManager
{
    /// <summary>Makes every volume of the pod ready. Idempotent: what is ready stays as it is.</summary>
    /// <exception cref="VolumeException">A volume cannot be made ready (yet).</exception>
    Task<PodVolumes> PrepareAsync(Pod pod, CancellationToken cancellationToken);

    /// <summary>Writes contents of ConfigMaps, Secrets, fields and tokens anew where they have changed; readers see all of the old or all of the new.</summary>
    /// <exception cref="VolumeException">A volume cannot be written; the others are.</exception>
    Task RefreshAsync(Pod pod, CancellationToken cancellationToken);

    /// <summary>Unmounts and deletes all that the pod had. Idempotent; works from the disk alone, so also for pods of a former run.</summary>
    /// <exception cref="VolumeException">Something could not be unmounted or deleted.</exception>
    Task ReleaseAsync(string podUid, CancellationToken cancellationToken);

    /// <summary>UIDs of the pods that still have a directory.</summary>
    IReadOnlyList<string> ListPodUids();

    /// <summary>Directory of a pod, which <see cref="ReleaseAsync"/> deletes with everything in it.</summary>
    string PodDirectory(string podUid);

    /// <summary>Tells the UID of a pod whose contents should be refreshed soon. Handlers must be quick.</summary>
    event Action<string>? Changed;
}

/// <summary>Volumes that are ready.</summary>
/// <param name="HostPaths">Name of the volume to directory or file on the node.</param>
/// <param name="ReadOnly">Names of the volumes that are read-only whatever their mounts say.</param>
internal sealed record PodVolumes(IReadOnlyDictionary<string, string> HostPaths, IReadOnlySet<string> ReadOnly)
{
    /// <summary>No volumes.</summary>
    public static PodVolumes None { get; } = new(new Dictionary<string, string>(), new HashSet<string>());
}

/// <summary>A volume cannot be used. The message is that of the event.</summary>
/// <param name="message">What happened, as upstream's event says it.</param>
/// <param name="inner">Why.</param>
internal sealed class VolumeException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Reason of the event.</summary>
    public string Reason { get; init; } = "FailedMount";
}
