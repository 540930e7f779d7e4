using System.Buffers.Binary;
using System.Text;

namespace Tiphys.Storage.Snapshots;

/// <summary>
/// All live entries of a store as of one revision, as a stream of bytes. Integers are little-endian:
/// <code>
/// magic     8 bytes, "TIPHSNAP"
/// version   int32, 1
/// revision  int64
/// then for each entry, in key order:
///   key length in bytes int32 (1 or more) · value length int32 · create revision int64 · mod revision int64 · key in UTF-8 · value
/// end       int32 0 · number of entries int64
/// </code>
/// It has no checksum of its own: the file or the connection that carries it has one.
/// </summary>
public static class StoreSnapshot
{
    /// <summary>Version of the format. Persisted: a change of the format gets the next number.</summary>
    public const int Version = 1;

    internal const int HeaderBytes = 20;
    internal const int EntryHeaderBytes = 24;
    internal const int EndBytes = 8;
    private const int FlushBytes = 64 * 1024;

    internal static ReadOnlySpan<byte> Magic => "TIPHSNAP"u8;

    /// <summary>
    /// Writes a snapshot of the latest revision. Writers go on meanwhile; the entries are shared with the store, so that its old values
    /// stay in memory until the stream has taken them.
    /// </summary>
    public static async Task<SnapshotSummary> WriteAsync(IStore store, Stream target, CancellationToken cancellationToken)
    {
        var range = store.Range(new RangeQuery(""));
        using var buffer = new MemoryStream(2 * FlushBytes);
        WriteHeader(buffer, range.Revision);
        foreach (var entry in range.Entries)
        {
            WriteEntry(buffer, entry);
            if (buffer.Length < FlushBytes)
                continue;
            await target.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
            buffer.SetLength(0);
        }

        WriteEnd(buffer, range.Entries.Count);
        await target.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
        return new SnapshotSummary(range.Revision, range.Entries.Count);
    }

    private static void WriteHeader(MemoryStream buffer, long revision)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[12..], revision);
        buffer.Write(header);
    }

    private static void WriteEntry(MemoryStream buffer, StoreEntry entry)
    {
        var key = Encoding.UTF8.GetBytes(entry.Key);
        Span<byte> header = stackalloc byte[EntryHeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], entry.Value.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], entry.CreateRevision);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], entry.ModRevision);
        buffer.Write(header);
        buffer.Write(key);
        buffer.Write(entry.Value.Span);
    }

    private static void WriteEnd(MemoryStream buffer, long count)
    {
        Span<byte> end = stackalloc byte[sizeof(int) + EndBytes];
        BinaryPrimitives.WriteInt64LittleEndian(end[sizeof(int)..], count);
        buffer.Write(end);
    }
}
