using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images;

public sealed partial class ImageStore
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    // Guards itself. Blobs that no name leads to yet, each until a time stamp, such as uploads before their manifest.
    private readonly Dictionary<Digest, DateTimeOffset> _held = [];
    private volatile bool _garbagePending;

    /// <summary>
    /// Frees blobs and unpacked layers that no name leads to. While content is being added, also by another process, nothing is
    /// freed now but when this process is done adding.
    /// </summary>
    /// <returns>False when it was put off.</returns>
    public async Task<bool> CollectGarbageAsync(CancellationToken cancellationToken)
    {
        using var exclusive = await _gate.TryEnterExclusiveAsync(cancellationToken);
        if (exclusive is null)
        {
            _garbagePending = true;
            return false;
        }

        _garbagePending = false;
        await Task.Run(() => CollectAsync(cancellationToken), cancellationToken);
        return true;
    }

    /// <summary>Keeps a blob for a while although no name leads to it.</summary>
    internal void Hold(Digest digest, TimeSpan time)
    {
        lock (_held)
        {
            var until = _time.GetUtcNow() + time;
            _held[digest] = _held.TryGetValue(digest, out var before) && before > until ? before : until;
        }
    }

    private async ValueTask CollectPendingAsync()
    {
        if (_garbagePending)
        {
            await CollectGarbageAsync(CancellationToken.None);
        }
    }

    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        var live = HeldBlobs();
        var layers = new List<IReadOnlyList<Digest>>();
        foreach (var record in References.Read().Values)
        {
            await MarkAsync(record.Target, live, layers, cancellationToken);
        }

        foreach (var digest in Blobs.Enumerate().Where(d => !live.Contains(d)).ToList())
        {
            Blobs.Delete(digest);
            _resolved.TryRemove(digest, out _);
        }

        Layers.Collect(layers);
        BuildCache.Prune();
        Blobs.DeleteAbandonedIngests(_time.GetUtcNow().UtcDateTime - AbandonedAfter);
    }

    // What a process that was killed left behind. Not while another one adds, since that may be its work.
    private void CleanUp()
    {
        using var gate = Posix.OpenLockFile(Path.Combine(Root, MarkerName));
        if (Posix.TryLock(gate, exclusive: true))
        {
            Blobs.DeleteAbandonedIngests(_time.GetUtcNow().UtcDateTime - AbandonedAfter);
            Layers.DeleteUnfinished();
        }
    }

    private HashSet<Digest> HeldBlobs()
    {
        lock (_held)
        {
            foreach (var (digest, until) in _held.ToList())
            {
                if (until <= _time.GetUtcNow())
                {
                    _held.Remove(digest);
                }
            }

            return [.. _held.Keys];
        }
    }

    private async Task MarkAsync(Descriptor target, HashSet<Digest> live, List<IReadOnlyList<Digest>> layers, CancellationToken cancellationToken)
    {
        live.Add(target.Digest);
        if (!Blobs.Contains(target.Digest))
        {
            return;
        }

        try
        {
            await MarkPartsAsync(target, live, layers, cancellationToken);
        }
        catch (ImageException e) when (e.Reason == ImageErrorReason.InvalidContent)
        {
            // What cannot be read leads nowhere; it stays itself, as its name does.
        }
    }

    private async Task MarkPartsAsync(
        Descriptor target, HashSet<Digest> live, List<IReadOnlyList<Digest>> layers, CancellationToken cancellationToken)
    {
        if (MediaTypes.IsIndex(target.MediaType))
        {
            foreach (var child in ContentJson.ReadIndex(await Blobs.ReadAsync(target.Digest, cancellationToken)).Manifests)
            {
                await MarkAsync(child, live, layers, cancellationToken);
            }
        }
        else if (MediaTypes.IsManifest(target.MediaType))
        {
            await MarkManifestAsync(target, live, layers, cancellationToken);
        }
    }

    private async Task MarkManifestAsync(
        Descriptor target, HashSet<Digest> live, List<IReadOnlyList<Digest>> layers, CancellationToken cancellationToken)
    {
        var manifest = ContentJson.ReadManifest(await Blobs.ReadAsync(target.Digest, cancellationToken));
        live.Add(manifest.Config.Digest);
        live.UnionWith(manifest.Layers.Select(l => l.Digest));
        if (MediaTypes.IsImageConfig(manifest.Config.MediaType) && Blobs.Contains(manifest.Config.Digest))
        {
            layers.Add(ContentJson.ReadConfig(await Blobs.ReadAsync(manifest.Config.Digest, cancellationToken)).RootFilesystem.DiffIds);
        }
    }
}
