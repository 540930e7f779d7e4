using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Tiphys.Containers.Images.Tar;

/// <summary>
/// The records of a pax extended header (POSIX.1-2001), with GNU's sparse files and the <c>SCHILY.xattr.</c> extended
/// attributes that image layers use.
/// </summary>
internal sealed class PaxRecords
{
    private const string XattrPrefix = "SCHILY.xattr.";

    private readonly Dictionary<string, byte[]> _records = new(StringComparer.Ordinal);
    private readonly List<long> _sparseExtents = [];

    public byte[]? Path => Bytes("GNU.sparse.name") ?? Bytes("path");

    public byte[]? LinkTarget => Bytes("linkpath");

    public long? Size => Number("size");

    public long? UserId => Number("uid");

    public long? GroupId => Number("gid");

    public Timestamp? ModifiedAt => Bytes("mtime") is { } text ? ParseTime(Encoding.ASCII.GetString(text)) : null;

    /// <summary>True for GNU sparse format 1.0, whose map stands in front of the content.</summary>
    public bool HasSparseMapInContent => Number("GNU.sparse.major") == 1;

    public long SparseRealSize => Number("GNU.sparse.realsize") ?? Number("GNU.sparse.size") ?? 0;

    /// <summary>The map of GNU sparse formats 0.0 and 0.1.</summary>
    public SparseMap? SparseMap
    {
        get
        {
            var extents = Bytes("GNU.sparse.map") is { } map
                ? Encoding.ASCII.GetString(map).Split(',').Select(n => ParseNumber(Encoding.ASCII.GetBytes(n))).ToList()
                : _sparseExtents;
            return extents.Count == 0 ? null : Tar.SparseMap.FromPairs(SparseRealSize, extents);
        }
    }

    public IReadOnlyDictionary<string, byte[]> ExtendedAttributes => _records
        .Where(r => r.Key.StartsWith(XattrPrefix, StringComparison.Ordinal))
        .ToDictionary(r => r.Key[XattrPrefix.Length..], r => r.Value, StringComparer.Ordinal);

    /// <summary>Reads records on top of those of a global header.</summary>
    public static PaxRecords Parse(ReadOnlySpan<byte> content, PaxRecords? global)
    {
        var result = new PaxRecords();
        if (global is not null)
        {
            result.Merge(global);
        }

        while (content.Length > 0)
        {
            var space = content.IndexOf((byte)' ');
            if (space < 1 || !Utf8Parser.TryParse(content[..space], out int length, out var used) || used != space
                || length <= space + 1 || length > content.Length || content[length - 1] != (byte)'\n')
            {
                throw new TarFormatException("a malformed pax record");
            }

            result.Add(content[(space + 1)..(length - 1)]);
            content = content[length..];
        }

        return result;
    }

    public void Merge(PaxRecords other)
    {
        foreach (var (key, value) in other._records)
        {
            _records[key] = value;
        }
    }

    /// <summary>One record with its length in front.</summary>
    public static byte[] Format(string key, ReadOnlySpan<byte> value)
    {
        var keyBytes = Encoding.UTF8.GetBytes(key);
        var payload = keyBytes.Length + value.Length + 3;
        var length = payload + Digits(payload);
        length = payload + Digits(length);
        return [.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), (byte)' ', .. keyBytes, (byte)'=', .. value, (byte)'\n'];
    }

    public static byte[] FormatXattr(string name, ReadOnlySpan<byte> value) => Format(XattrPrefix + name, value);

    private static int Digits(int value) => value.ToString(CultureInfo.InvariantCulture).Length;

    private void Add(ReadOnlySpan<byte> record)
    {
        var equals = record.IndexOf((byte)'=');
        if (equals < 1)
        {
            throw new TarFormatException("a pax record without a key");
        }

        var key = Encoding.UTF8.GetString(record[..equals]);
        var value = record[(equals + 1)..].ToArray();
        if (key is "GNU.sparse.offset" or "GNU.sparse.numbytes")
        {
            _sparseExtents.Add(ParseNumber(value));
        }

        // An empty value takes back what a global header said; an extended attribute may really be empty.
        if (value.Length == 0 && !key.StartsWith(XattrPrefix, StringComparison.Ordinal))
        {
            _records.Remove(key);
            return;
        }

        _records[key] = value;
    }

    private byte[]? Bytes(string key) => _records.GetValueOrDefault(key);

    private long? Number(string key) => Bytes(key) is { } text ? ParseNumber(text) : null;

    private static long ParseNumber(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length && value >= 0
            ? value
            : throw new TarFormatException("a malformed number in a pax record");

    private static Timestamp ParseTime(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time)
            || Math.Abs(time) > 1_000_000_000_000m)
        {
            throw new TarFormatException("a malformed time in a pax record");
        }

        var seconds = decimal.Floor(time);
        return new Timestamp((long)seconds, (int)((time - seconds) * 1_000_000_000m));
    }
}
