using System.Buffers.Binary;
using System.Text;

namespace Tiphys.Storage.Snapshots;

/// <summary>Reads a <see cref="StoreSnapshot"/> entry by entry, and no byte behind its end.</summary>
public sealed class SnapshotReader
{
    private const int MaxKeyBytes = 64 * 1024;
    private const int MaxValueBytes = 256 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _source;

    private SnapshotReader(Stream source, long revision) => (_source, Revision) = (source, revision);

    /// <summary>The revision of the snapshot.</summary>
    public long Revision { get; }

    /// <summary>How many entries were read.</summary>
    public long Count { get; private set; }

    /// <summary>Reads the beginning.</summary>
    /// <exception cref="SnapshotException">It is no snapshot, or one of a newer version.</exception>
    public static SnapshotReader Open(Stream source)
    {
        Span<byte> header = stackalloc byte[StoreSnapshot.HeaderBytes];
        Fill(source, header);
        if (!header.StartsWith(StoreSnapshot.Magic))
            throw new SnapshotException("it is no snapshot of a store");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != StoreSnapshot.Version)
            throw new SnapshotException($"the snapshot has format version {version}, this Tiphys knows version {StoreSnapshot.Version}");
        var revision = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        return revision >= 1 ? new SnapshotReader(source, revision) : throw new SnapshotException($"the snapshot is damaged: its revision is {revision}");
    }

    /// <summary>The next entry; null after the last.</summary>
    /// <exception cref="SnapshotException">The snapshot is cut off or damaged.</exception>
    public StoreEntry? Read()
    {
        Span<byte> header = stackalloc byte[StoreSnapshot.EntryHeaderBytes];
        Fill(_source, header[..sizeof(int)]);
        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (keyLength == 0)
        {
            CheckEnd();
            return null;
        }

        Fill(_source, header[sizeof(int)..]);
        var valueLength = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        var (created, modified) = (BinaryPrimitives.ReadInt64LittleEndian(header[8..]), BinaryPrimitives.ReadInt64LittleEndian(header[16..]));
        if (keyLength is < 0 or > MaxKeyBytes || valueLength is < 0 or > MaxValueBytes || created < 1 || modified < created || modified > Revision)
            throw new SnapshotException($"the snapshot is damaged at entry {Count + 1}");
        Count++;
        return new StoreEntry(ReadKey(keyLength), ReadBytes(valueLength), created, modified);
    }

    private void CheckEnd()
    {
        Span<byte> end = stackalloc byte[StoreSnapshot.EndBytes];
        Fill(_source, end);
        if (BinaryPrimitives.ReadInt64LittleEndian(end) is var count && count != Count)
            throw new SnapshotException($"the snapshot is damaged: it has {Count} entries instead of {count}");
    }

    private string ReadKey(int length)
    {
        try
        {
            return Utf8.GetString(ReadBytes(length));
        }
        catch (DecoderFallbackException e)
        {
            throw new SnapshotException($"the snapshot is damaged at entry {Count}", e);
        }
    }

    // In pieces, so that a damaged length does not take memory that the snapshot does not have.
    private byte[] ReadBytes(int length)
    {
        const int Piece = 1 << 20;
        var bytes = new byte[Math.Min(length, Piece)];
        Fill(_source, bytes);
        while (bytes.Length < length)
        {
            var before = bytes.Length;
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * before));
            Fill(_source, bytes.AsSpan(before));
        }

        return bytes;
    }

    private static void Fill(Stream source, Span<byte> target)
    {
        try
        {
            source.ReadExactly(target);
        }
        catch (EndOfStreamException e)
        {
            throw new SnapshotException("the snapshot is cut off", e);
        }
    }
}
