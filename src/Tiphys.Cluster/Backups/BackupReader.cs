using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Tiphys.Storage;
using Tiphys.Storage.Snapshots;

namespace Tiphys.Cluster.Backups;

/// <summary>Reads a backup: first all of it against its checksum, and only then what it holds.</summary>
internal static class BackupReader
{
    private const int MaxManifestBytes = 1 << 20;
    private const int MaxFileBytes = 1 << 20;

    /// <summary>Reads the whole file.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="readSnapshot">Reads the snapshot of the store to its end.</param>
    /// <exception cref="ClusterException">It is no backup, damaged or too new. What was read by then is not to be used.</exception>
    public static BackupContents Read(string path, Func<Stream, SnapshotSummary> readSnapshot)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        CheckHeader(file, path);
        try
        {
            CheckChecksum(file);
            file.Position = BackupFormat.HeaderBytes;
            using var compressed = new ZLibStream(file, CompressionMode.Decompress);
            using var contents = new BufferedStream(compressed, 1 << 16);
            var manifest = ReadManifest(contents);
            var files = manifest.Files.ToDictionary(entry => entry.Path, entry => ReadBytes(contents, entry.Length, MaxFileBytes));
            return new BackupContents(manifest, files, readSnapshot(contents));
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or JsonException or SnapshotException or ArgumentException)
        {
            throw new ClusterException($"the backup {path} is damaged ({error.Message.TrimEnd('.')}): use another one", error);
        }
    }

    /// <summary>Reads the whole file and keeps nothing of the snapshot.</summary>
    /// <exception cref="ClusterException">It is no backup, damaged or too new.</exception>
    public static BackupContents Check(string path) => Read(path, source =>
    {
        var snapshot = SnapshotReader.Open(source);
        while (snapshot.Read() is not null)
        {
        }

        return new SnapshotSummary(snapshot.Revision, snapshot.Count);
    });

    private static void CheckHeader(FileStream file, string path)
    {
        Span<byte> header = stackalloc byte[BackupFormat.HeaderBytes];
        var length = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length < header.Length || !header.StartsWith(BackupFormat.Magic))
        {
            throw new ClusterException($"{path} is not a backup of Tiphys");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(header[BackupFormat.Magic.Length..]) is var version && version != BackupFormat.Version)
        {
            throw new ClusterException($"the backup {path} has format version {version}, this Tiphys knows version {BackupFormat.Version}: use a newer Tiphys");
        }
    }

    private static BackupManifest ReadManifest(Stream source)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(source, sizeof(int), sizeof(int)));
        return JsonSerializer.Deserialize(ReadBytes(source, length, MaxManifestBytes), BackupJson.Default.BackupManifest)
            ?? throw new JsonException("its manifest is empty");
    }

    private static byte[] ReadBytes(Stream source, int length, int most)
    {
        if (length < 0 || length > most)
        {
            throw new InvalidDataException($"a length of {length} bytes");
        }

        var bytes = new byte[length];
        source.ReadExactly(bytes);
        return bytes;
    }

    private static void CheckChecksum(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        file.Position = 0;
        var rest = file.Length - BackupFormat.ChecksumBytes;
        var buffer = new byte[1 << 16];
        while (rest > 0)
        {
            var count = file.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length)), 1);
            hash.AppendData(buffer.AsSpan(0, count));
            rest -= count;
        }

        if (rest < 0 || !ReadBytes(file, BackupFormat.ChecksumBytes, BackupFormat.ChecksumBytes).AsSpan().SequenceEqual(hash.GetCurrentHash()))
        {
            throw new InvalidDataException("its checksum does not match");
        }
    }
}

/// <summary>What a backup holds beside the objects themselves.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Files">Contents of its files, by path in the data directory.</param>
/// <param name="Snapshot">Revision and number of the objects.</param>
public sealed record BackupContents(BackupManifest Manifest, IReadOnlyDictionary<string, byte[]> Files, SnapshotSummary Snapshot);
