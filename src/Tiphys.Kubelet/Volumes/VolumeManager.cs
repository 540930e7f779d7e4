using System.Collections.Concurrent;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Containers;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Volumes.Contents;
using Tiphys.Kubelet.Volumes.Kinds;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes;

/// <summary>How volumes are set up.</summary>
internal sealed record VolumeManagerOptions
{
    /// <summary>Directory of all pods; absolute.</summary>
    public required string PodsRoot { get; init; }

    /// <summary>What pods may use of the node, now.</summary>
    public required Func<IReadOnlyDictionary<string, Quantity>> Allocatable { get; init; }

    /// <summary>For volumes from images; null: there are none.</summary>
    public ImageVolumes? Images { get; init; }
}

/// <inheritdoc cref="IVolumeManager"/>
/// <remarks>Calls for one pod come one after another; those for different pods may overlap.</remarks>
internal sealed class VolumeManager : IVolumeManager
{
    private readonly IReferencedObjects _references;
    private readonly VolumeManagerOptions _options;
    private readonly TimeProvider _clock;
    private readonly VolumeDirectories _directories;
    private readonly ContentsBuilder _contents;
    private readonly ClaimResolver _claims;

    // Pods all of whose volumes are ready: what is asked for at each sync costs nothing then.
    private readonly ConcurrentDictionary<string, PodVolumes> _ready = new();

    public VolumeManager(IKubernetesClient client, IReferencedObjects references, VolumeManagerOptions options, TimeProvider clock)
    {
        _references = references;
        _options = options;
        _clock = clock;
        _directories = new VolumeDirectories(options.PodsRoot);
        _contents = new ContentsBuilder(references, options.Allocatable);
        _claims = new ClaimResolver(client);
        references.Changed += podUid => Changed?.Invoke(podUid);
    }

    public event Action<string>? Changed;

    public string PodDirectory(string podUid) => _directories.Pod(podUid);

    public IReadOnlyList<string> ListPodUids() => _directories.ListPodUids();

    public async Task<PodVolumes> PrepareAsync(Pod pod, CancellationToken cancellationToken)
    {
        _references.Register(pod);
        var used = UsedVolumes(pod);
        if (_ready.TryGetValue(pod.Metadata.UID, out var ready) && used.All(volume => ready.HostPaths.ContainsKey(volume.Name)))
        {
            return ready;
        }

        VolumeDirectories.MakePrivate(PodDirectory(pod.Metadata.UID));
        var paths = new Dictionary<string, string>();
        var readOnly = new HashSet<string>();
        await ForEachAsync(used, async volume => await SetUpAsync(pod, volume, paths, readOnly, cancellationToken));
        return _ready[pod.Metadata.UID] = new PodVolumes(paths, readOnly);
    }

    public async Task RefreshAsync(Pod pod, CancellationToken cancellationToken)
    {
        var changing = UsedVolumes(pod).Where(volume => ContentsBuilder.IsFor(volume.VolumeSource));
        await ForEachAsync(changing, async volume => await WriteContentsAsync(pod, volume, cancellationToken));
    }

    public Task ReleaseAsync(string podUid, CancellationToken cancellationToken)
    {
        _references.Forget(podUid);
        _ready.TryRemove(podUid, out _);
        var directory = PodDirectory(podUid);
        try
        {
            UnmountAll(directory);
            TreeRemoval.Remove(directory);
            return Task.CompletedTask;
        }
        catch (IOException error)
        {
            return Task.FromException(new VolumeException($"cannot remove the directory of pod {podUid}: {error.Message}", error) { Reason = "FailedUnMount" });
        }
    }

    private static IReadOnlyList<Volume> UsedVolumes(Pod pod)
    {
        var used = PodVolumeNames.Used(pod);
        return [.. pod.Spec.Volumes.Where(volume => used.Contains(volume.Name))];
    }

    // One volume that fails does not keep the others from being made; the first failure is told.
    private static async Task ForEachAsync(IEnumerable<Volume> volumes, Func<Volume, Task> action)
    {
        VolumeException? first = null;
        foreach (var volume in volumes)
        {
            try
            {
                await action(volume);
            }
            catch (Exception error) when (IsExpected(error))
            {
                first ??= Failed(volume, error);
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    private static bool IsExpected(Exception error) => error is FormatException or ApiException or ReferenceException or IOException
        or UnauthorizedAccessException or HttpRequestException or TimeoutException or ImageException;

    private static VolumeException Failed(Volume volume, Exception error)
    {
        var isClaim = error is FormatException && error.Message.StartsWith("error processing PVC", StringComparison.Ordinal);
        var message = isClaim
            ? $"Unable to attach or mount volumes: unmounted volumes=[{volume.Name}], unattached volumes=[], failed to process volumes=[{volume.Name}]: {error.Message}"
            : $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {error.Message}";
        return new VolumeException(message, error);
    }

    private async Task SetUpAsync(Pod pod, Volume volume, Dictionary<string, string> paths, HashSet<string> readOnly, CancellationToken cancellationToken)
    {
        var source = volume.VolumeSource;
        switch (source)
        {
            case { HostPath: { } hostPath }:
                paths[volume.Name] = HostPathVolume.SetUp(hostPath);
                break;
            case { PersistentVolumeClaim: not null } or { Ephemeral: not null }:
                var claimed = await _claims.ResolveAsync(pod, volume, cancellationToken);
                paths[volume.Name] = ClaimVolume.SetUp(claimed, pod, volume.Name, _directories);
                Note(readOnly, volume, claimed.ReadOnly);
                break;
            case { Image: { } image }:
                var images = _options.Images ?? throw new FormatException("this node does not support image volumes");
                await images.SetUpAsync(Directory(pod, volume, "image"), image, pod, cancellationToken);
                paths[volume.Name] = Directory(pod, volume, "image");
                Note(readOnly, volume, true);
                break;
            case var contents when ContentsBuilder.IsFor(contents):
                paths[volume.Name] = await WriteContentsAsync(pod, volume, cancellationToken);
                Note(readOnly, volume, true);
                break;
            case { EmptyDir: { } emptyDir }:
                paths[volume.Name] = SetUpEmptyDir(pod, volume, emptyDir);
                break;
            case var other when other == VolumeSource.Empty:
                paths[volume.Name] = SetUpEmptyDir(pod, volume, EmptyDirVolumeSource.Empty);
                break;
            default:
                throw new FormatException("no volume plugin matched: this node does not support volumes of this type");
        }
    }

    private static void Note(HashSet<string> readOnly, Volume volume, bool isReadOnly)
    {
        if (isReadOnly)
        {
            readOnly.Add(volume.Name);
        }
    }

    private string SetUpEmptyDir(Pod pod, Volume volume, EmptyDirVolumeSource source)
    {
        var directory = Directory(pod, volume, "empty-dir");
        EmptyDirVolume.SetUp(directory, source, pod, AllocatableMemory());
        return directory;
    }

    private async Task<string> WriteContentsAsync(Pod pod, Volume volume, CancellationToken cancellationToken)
    {
        // What is to be written first: a volume whose contents are not there leaves no directory.
        var files = await _contents.BuildAsync(pod, volume.VolumeSource, cancellationToken);
        var directory = ContentsDirectory(pod, volume);
        foreach (var place in PodVolumeNames.MountPointsInside(pod, volume.Name))
        {
            System.IO.Directory.CreateDirectory(Path.Combine(directory, place));
        }

        new AtomicWriter(directory, _clock).Write(
            files, () => VolumeOwnership.Apply(directory, pod.Spec.SecurityContext?.FSGroup, policy: null, readOnly: true));
        return directory;
    }

    // ConfigMaps are no secrets and lie on the disk; the others lie in memory.
    private string ContentsDirectory(Pod pod, Volume volume)
    {
        var plugin = volume.VolumeSource switch
        {
            { ConfigMap: not null } => "configmap",
            { Secret: not null } => "secret",
            { DownwardAPI: not null } => "downward-api",
            _ => "projected",
        };
        var directory = Directory(pod, volume, plugin);
        if (plugin == "configmap")
        {
            VolumeMounting.MakeDirectory(directory);
        }
        else
        {
            MemoryFilesystem.Mount(directory, MemoryFilesystem.Size(pod, null, AllocatableMemory()));
        }

        return directory;
    }

    private string Directory(Pod pod, Volume volume, string plugin) => _directories.Volume(pod.Metadata.UID, plugin, volume.Name);

    private Quantity AllocatableMemory() => _options.Allocatable().GetValueOrDefault(ResourceName.Memory, Quantity.Zero);

    // Before anything is deleted nothing may be mounted any more: what is mounted belongs to others.
    private static void UnmountAll(string directory)
    {
        const int attempts = 10;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var mounts = Mounts.Below(directory);
            if (mounts.Count == 0)
            {
                return;
            }

            foreach (var mount in mounts.Reverse())
            {
                Native.Unmount(mount);
            }
        }

        throw new IOException($"something is still mounted below {directory}");
    }
}
