using System.Security.Cryptography;
using System.Text;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Build;

/// <summary>One member of a layer to be: its header, and where its content is.</summary>
/// <param name="Entry">Path without slash in front; the size is that of the content.</param>
/// <param name="SourceFile">A file with the content; null when there is none or it is in memory.</param>
/// <param name="Content">The content, if it is in memory.</param>
internal sealed record PlannedEntry(TarEntry Entry, string? SourceFile, byte[]? Content);

/// <summary>A tar archive whose members go into a layer (ADD).</summary>
/// <param name="SourceFile">The archive, possibly compressed.</param>
/// <param name="Destination">The directory in the image, without slash in front; empty for the root.</param>
/// <param name="Owner">Instead of the owners in the archive.</param>
internal sealed record PlannedArchive(string SourceFile, string Destination, FileOwner? Owner);

/// <summary>
/// All that goes into a layer, before it is written. The key is a digest over it, so the same plan finds the layer that was
/// written for it before.
/// </summary>
internal sealed class LayerPlan
{
    private readonly SortedDictionary<string, PlannedEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<PlannedArchive> _archives = [];
    private readonly Dictionary<string, Digest> _digests = new(StringComparer.Ordinal);

    public bool IsEmpty => _entries.Count == 0 && _archives.Count == 0;

    public bool Contains(string path) => _entries.ContainsKey(path);

    public PlannedEntry? Find(string path) => _entries.GetValueOrDefault(path);

    public void Add(string path, PlannedEntry entry) => _entries[path] = entry;

    public void Add(PlannedArchive archive) => _archives.Add(archive);

    /// <summary>Reads all content once.</summary>
    public async Task<Digest> ComputeKeyAsync(LayerCompression compression, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The first line changes whenever the same plan is written as other bytes.
        Append(hash, "layer 1 " + compression);
        foreach (var (path, planned) in _entries)
        {
            var entry = planned.Entry;
            Append(hash, $"{path}\0{entry.Kind} {entry.Mode} {entry.UserId} {entry.GroupId} {entry.Size} {entry.ModifiedAt.Seconds} {entry.DeviceMajor} {entry.DeviceMinor}");
            Append(hash, Convert.ToHexString(entry.LinkTarget));
            foreach (var (name, value) in entry.ExtendedAttributes.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                Append(hash, name + "=" + Convert.ToHexString(value));
            }

            Append(hash, (await DigestOfAsync(planned, cancellationToken))?.ToString() ?? "-");
        }

        foreach (var archive in _archives)
        {
            Append(hash, $"archive {archive.Destination}\0{archive.Owner} {await DigestOfAsync(archive.SourceFile, cancellationToken)}");
        }

        return Digest.FromHash(hash.GetCurrentHash());
    }

    /// <summary>Writes the layer's tar.</summary>
    /// <exception cref="IOException">A file changed since the key was computed.</exception>
    public async Task WriteAsync(Stream tar, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(tar);
        foreach (var planned in _entries.Values)
        {
            if (planned.SourceFile is null)
            {
                await writer.WriteAsync(planned.Entry, planned.Content ?? [], cancellationToken);
                continue;
            }

            await using var content = new HashingReadStream(OpenRead(planned.SourceFile));
            await writer.WriteAsync(planned.Entry, content, cancellationToken);
            CheckUnchanged(planned.SourceFile, content.CurrentDigest);
        }

        foreach (var archive in _archives)
        {
            await WriteArchiveAsync(writer, archive, cancellationToken);
        }

        await writer.FinishAsync(cancellationToken);
    }

    private async Task WriteArchiveAsync(TarWriter writer, PlannedArchive archive, CancellationToken cancellationToken)
    {
        await using var file = OpenRead(archive.SourceFile);
        await using var tar = await LayerCompressions.OpenDecompressedAsync(file, cancellationToken);
        using var reader = new TarReader(tar);
        while (await reader.ReadNextAsync(cancellationToken) is { } entry)
        {
            var moved = entry with
            {
                Path = Move(archive.Destination, entry.Path),
                LinkTarget = entry.Kind == TarEntryKind.HardLink ? Move(archive.Destination, entry.LinkTarget) : entry.LinkTarget,
                UserId = archive.Owner?.UserId ?? entry.UserId,
                GroupId = archive.Owner?.GroupId ?? entry.GroupId,
            };
            if (moved.Path.Length == 0 || moved.Path.Length == archive.Destination.Length)
            {
                // The archive's own root; the destination is described already.
                continue;
            }

            await writer.WriteHeaderAsync(moved, cancellationToken);
            await writer.WriteContentAsync(reader, cancellationToken);
        }
    }

    // Names in an archive are made relative to its root, and must not leave it.
    private static byte[] Move(string destination, byte[] path)
    {
        var names = LayerPath.Split(path);
        if (names.Exists(n => n.AsSpan().StartsWith(".wh."u8)))
        {
            throw new ImageException(ImageErrorReason.InvalidContent, $"\"{Encoding.UTF8.GetString(path)}\" would count as a deletion in a layer");
        }

        var result = new List<byte>(Encoding.UTF8.GetBytes(destination));
        foreach (var name in names)
        {
            if (result.Count > 0)
            {
                result.Add((byte)'/');
            }

            result.AddRange(name.AsSpan(0, name.Length - 1));
        }

        return [.. result];
    }

    private async Task<Digest?> DigestOfAsync(PlannedEntry planned, CancellationToken cancellationToken) =>
        planned.Content is not null ? Digest.Of(planned.Content)
        : planned.SourceFile is null ? null
        : await DigestOfAsync(planned.SourceFile, cancellationToken);

    private async Task<Digest> DigestOfAsync(string file, CancellationToken cancellationToken)
    {
        if (!_digests.TryGetValue(file, out var digest))
        {
            await using var content = OpenRead(file);
            digest = Digest.FromHash(await SHA256.HashDataAsync(content, cancellationToken));
            _digests[file] = digest;
        }

        return digest;
    }

    private void CheckUnchanged(string file, Digest digest)
    {
        if (_digests.TryGetValue(file, out var before) && before != digest)
        {
            throw new IOException($"{file} changed while it was read");
        }
    }

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);

    private static void Append(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
