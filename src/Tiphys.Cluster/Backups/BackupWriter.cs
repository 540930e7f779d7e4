using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;

namespace Tiphys.Cluster.Backups;

/// <summary>Writes a backup.</summary>
internal static class BackupWriter
{
    /// <param name="target">Where to.</param>
    /// <param name="files">Small files with their paths in the data directory.</param>
    /// <param name="program">Version of the program.</param>
    /// <param name="now">The time.</param>
    /// <param name="writeSnapshot">Writes the snapshot of the store into the stream that it is given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(
        Stream target,
        IReadOnlyList<(string Path, byte[] Content)> files,
        string program,
        DateTimeOffset now,
        Func<Stream, CancellationToken, Task> writeSnapshot,
        CancellationToken cancellationToken)
    {
        await using var hashed = new HashingStream(target);
        hashed.Write(Header());
        await using (var compressed = new ZLibStream(hashed, CompressionLevel.Fastest, leaveOpen: true))
        {
            WriteManifest(compressed, new BackupManifest
            {
                Created = now,
                Program = program,
                Files = [.. files.Select(file => new BackupFileEntry(file.Path, file.Content.Length))],
            });
            foreach (var (_, content) in files)
            {
                compressed.Write(content);
            }

            await writeSnapshot(compressed, cancellationToken);
        }

        target.Write(hashed.Checksum());
    }

    private static byte[] Header()
    {
        var header = new byte[BackupFormat.HeaderBytes];
        BackupFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(BackupFormat.Magic.Length), BackupFormat.Version);
        return header;
    }

    private static void WriteManifest(ZLibStream target, BackupManifest manifest)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        target.Write(length);
        target.Write(json);
    }
}
