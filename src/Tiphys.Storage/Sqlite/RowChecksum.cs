using System.Buffers.Binary;
using System.Numerics;

namespace Tiphys.Storage.Sqlite;

/// <summary>
/// The checksum stored with each row: SQLite has none of its own, so a flipped bit would else be served as data. CRC-32C over the
/// two revisions, the key and the value, in this order, eight bytes at a time. Part of the format: never to be changed.
/// </summary>
internal static class RowChecksum
{
    public static uint Of(long createRevision, long modRevision, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)createRevision);
        crc = BitOperations.Crc32C(crc, (ulong)modRevision);
        crc = Add(crc, key);
        return ~Add(crc, value);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
