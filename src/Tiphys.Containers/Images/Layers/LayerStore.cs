using System.Text.Json;
using System.Text.Json.Serialization;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images.Layers;

/// <summary>What stands beside an unpacked layer, in <c>layer.json</c>.</summary>
internal sealed record LayerRecord
{
    [JsonPropertyName("diffId")]
    public required Digest DiffId { get; init; }

    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    [JsonPropertyName("inodes")]
    public long Inodes { get; init; }
}

[JsonSerializable(typeof(LayerRecord))]
internal sealed partial class LayerJsonContext : JsonSerializerContext;

/// <summary>
/// Unpacked layers: <c>layers/DIFFID/fs</c>. A layer that takes directory attributes from the layers below it stands under
/// <c>layers/chain-CHAINID/fs</c> instead and is shared only by images with the same layers below.
/// A layer appears by a rename when it is complete and durable.
/// </summary>
internal sealed class LayerStore
{
    private const string TreeName = "fs";
    private const string RecordName = "layer.json";
    private const string TemporaryPrefix = ".unpack-";
    private const string EmptyName = "empty";
    private static readonly TimeSpan ProtectionTime = TimeSpan.FromMinutes(10);

    private readonly string _root;
    private readonly BlobStore _blobs;
    private readonly TimeProvider _time;
    private readonly KeyedLock<Digest> _unpacking = new();

    // Guards itself. When each layer directory was last handed out.
    private readonly Dictionary<string, long> _handedOut = [];
    private int _unpackCount;

    public LayerStore(string root, BlobStore blobs, TimeProvider time)
    {
        (_root, _blobs, _time) = (Path.Combine(root, "layers"), blobs, time);
        Directory.CreateDirectory(_root);
    }

    /// <summary>How many layers this instance has unpacked.</summary>
    public int UnpackCount => Volatile.Read(ref _unpackCount);

    /// <summary>Unpacks what is missing of an image's layers.</summary>
    /// <param name="layers">The blobs, bottom layer first.</param>
    /// <param name="diffIds">The digests of their tars, in the same order.</param>
    /// <param name="available">Awaited before the blob of the given index is read; null when all are there.</param>
    /// <param name="cancellationToken">Stops unpacking; a layer is unpacked whole or not at all.</param>
    /// <returns>The directories, top layer first, at least one.</returns>
    public async Task<IReadOnlyList<string>> EnsureAsync(
        IReadOnlyList<Descriptor> layers, IReadOnlyList<Digest> diffIds, Func<int, Task>? available, CancellationToken cancellationToken)
    {
        if (layers.Count != diffIds.Count)
        {
            throw new ImageException(
                ImageErrorReason.InvalidContent, $"the manifest has {layers.Count} layers, the configuration {diffIds.Count}");
        }

        var directories = new List<string>();
        var chain = default(Digest);
        for (var i = 0; i < layers.Count; i++)
        {
            chain = i == 0 ? diffIds[0] : NextChainId(chain, diffIds[i]);
            if (available is not null)
            {
                await available(i);
            }

            directories.Insert(0, await EnsureAsync(layers[i], diffIds[i], chain, directories, cancellationToken));
        }

        return directories.Count > 0 ? directories : [EmptyLayer()];
    }

    /// <summary>The layer's directory if it is unpacked.</summary>
    public bool IsUnpacked(Digest diffId, Digest chainId) => Find(diffId, chainId) is not null;

    /// <summary>The identity of a layer on top of others (OCI image-spec, config.md, "Layer ChainID").</summary>
    public static Digest NextChainId(Digest parent, Digest diffId) =>
        Digest.Of(System.Text.Encoding.ASCII.GetBytes($"{parent} {diffId}"));

    /// <summary>Bytes and inodes of all unpacked layers.</summary>
    public (long Bytes, long Inodes) Usage()
    {
        long bytes = 0, inodes = 0;
        foreach (var directory in Directory.EnumerateDirectories(_root))
        {
            if (ReadRecord(directory) is { } record)
            {
                bytes += record.Bytes;
                inodes += record.Inodes + 3;
            }
        }

        return (bytes, inodes);
    }

    /// <summary>
    /// Deletes all layers but those of the given images, those that an overlay mount uses and those handed out a short while ago.
    /// </summary>
    /// <param name="images">The diff IDs of each image to keep, bottom layer first.</param>
    public void Collect(IEnumerable<IReadOnlyList<Digest>> images)
    {
        var keep = NamesOf(images);
        lock (_handedOut)
        {
            foreach (var (name, when) in _handedOut.ToList())
            {
                if (_time.GetElapsedTime(when) < ProtectionTime)
                {
                    keep.Add(name);
                }
                else
                {
                    _handedOut.Remove(name);
                }
            }
        }

        var mounts = File.Exists("/proc/self/mountinfo") ? File.ReadAllText("/proc/self/mountinfo") : "";
        using var root = Posix.Open(_root, Posix.ReadOnly | Posix.Directory);
        foreach (var directory in Directory.EnumerateDirectories(_root))
        {
            var name = Path.GetFileName(directory);
            if (!keep.Contains(name) && !mounts.Contains(name, StringComparison.Ordinal))
            {
                Posix.RemoveTree(root, Posix.CString(name));
            }
        }
    }

    /// <summary>Deletes what interrupted processes left half unpacked. Only while nobody unpacks.</summary>
    public void DeleteUnfinished()
    {
        foreach (var directory in Directory.EnumerateDirectories(_root, TemporaryPrefix + "*"))
        {
            RemoveTemporary(directory);
        }
    }

    private static HashSet<string> NamesOf(IEnumerable<IReadOnlyList<Digest>> images)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { EmptyName };
        foreach (var diffIds in images)
        {
            var chain = default(Digest);
            for (var i = 0; i < diffIds.Count; i++)
            {
                chain = i == 0 ? diffIds[0] : NextChainId(chain, diffIds[i]);
                names.Add(NameOf(diffIds[i]));
                names.Add(ChainNameOf(chain));
            }
        }

        return names;
    }

    private async Task<string> EnsureAsync(
        Descriptor layer, Digest diffId, Digest chainId, IReadOnlyList<string> lowers, CancellationToken cancellationToken)
    {
        using var _ = await _unpacking.AcquireAsync(diffId, cancellationToken);
        var name = Find(diffId, chainId) ?? await UnpackAsync(layer, diffId, chainId, lowers, cancellationToken);
        lock (_handedOut)
        {
            _handedOut[name] = _time.GetTimestamp();
        }

        return Path.Combine(_root, name, TreeName);
    }

    private async Task<string> UnpackAsync(
        Descriptor layer, Digest diffId, Digest chainId, IReadOnlyList<string> lowers, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(_root, TemporaryPrefix + Path.GetRandomFileName());
        var tree = Path.Combine(temporary, TreeName);
        Posix.MakeDirectory(tree, 0x1ED);
        try
        {
            // System calls and hashing from end to end: a thread of the pool does it, not the caller's.
            var result = await Task.Run(() => UnpackTreeAsync(layer, diffId, tree, lowers, cancellationToken), cancellationToken);
            var record = new LayerRecord { DiffId = diffId, Bytes = result.Bytes, Inodes = result.Inodes };
            var json = JsonSerializer.SerializeToUtf8Bytes(record, LayerJsonContext.Default.LayerRecord);
            await File.WriteAllBytesAsync(Path.Combine(temporary, RecordName), json, cancellationToken);
            return Publish(temporary, result.SelfContained ? NameOf(diffId) : ChainNameOf(chainId));
        }
        catch (Exception e)
        {
            RemoveTemporary(temporary);
            if (LayerCompressions.IsMalformed(e))
            {
                throw new ImageException(ImageErrorReason.InvalidContent, $"layer {layer.Digest}: {e.Message}", e);
            }

            if (e is IOException)
            {
                throw new ImageException(ImageErrorReason.StorageFailure, $"cannot unpack layer {layer.Digest}: {e.Message}", e);
            }

            throw;
        }
    }

    private async Task<UnpackedLayer> UnpackTreeAsync(
        Descriptor layer, Digest diffId, string tree, IReadOnlyList<string> lowers, CancellationToken cancellationToken)
    {
        await using var blob = _blobs.OpenRead(layer.Digest);
        await using var tar = new HashingReadStream(await LayerCompressions.OpenDecompressedAsync(blob, cancellationToken));
        using var root = new RootedDirectory(tree);
        var result = await new LayerUnpacker(root, new MergedLayers(lowers)).UnpackAsync(tar, cancellationToken);
        Interlocked.Increment(ref _unpackCount);
        return tar.CurrentDigest == diffId
            ? result
            : throw new ImageException(
                ImageErrorReason.DigestMismatch, $"layer {layer.Digest} unpacks to {tar.CurrentDigest}, its image says {diffId}");
    }

    private string Publish(string temporary, string name)
    {
        using (var directory = Posix.Open(temporary, Posix.ReadOnly | Posix.Directory))
        {
            Posix.SyncFileSystem(directory);
        }

        var final = Path.Combine(_root, name);
        try
        {
            Directory.Move(temporary, final);
        }
        catch (IOException) when (Directory.Exists(final))
        {
            // Another process was faster; its tree is the same.
            RemoveTemporary(temporary);
        }

        return name;
    }

    private void RemoveTemporary(string path)
    {
        using var root = Posix.Open(_root, Posix.ReadOnly | Posix.Directory);
        Posix.RemoveTree(root, Posix.CString(Path.GetFileName(path)));
    }

    private string? Find(Digest diffId, Digest chainId) =>
        Directory.Exists(Path.Combine(_root, NameOf(diffId))) ? NameOf(diffId)
        : Directory.Exists(Path.Combine(_root, ChainNameOf(chainId))) ? ChainNameOf(chainId)
        : null;

    private string EmptyLayer()
    {
        var path = Path.Combine(_root, EmptyName, TreeName);
        Posix.MakeDirectory(path, 0x1ED);
        return path;
    }

    private static LayerRecord? ReadRecord(string directory)
    {
        var path = Path.Combine(directory, RecordName);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), LayerJsonContext.Default.LayerRecord) : null;
    }

    private static string NameOf(Digest diffId) => diffId.Hex;

    private static string ChainNameOf(Digest chainId) => "chain-" + chainId.Hex;
}
