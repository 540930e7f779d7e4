using System.Buffers.Text;

namespace Tiphys.Containers.Images.Tar;

/// <summary>
/// Where the stored bytes of a sparse file belong. Example: a file of 1 MiB with "ab" at its start and "z" at its end
/// stores three bytes with the extents (0, 2) and (1048575, 1).
/// </summary>
internal sealed class SparseMap(long realSize)
{
    private readonly List<(long Offset, long Length)> _extents = [];
    private int _current;
    private long _taken;

    public long RealSize { get; } = realSize;

    public static SparseMap FromPairs(long realSize, IReadOnlyList<long> pairs)
    {
        var map = new SparseMap(realSize);
        if (pairs.Count % 2 != 0)
        {
            throw new TarFormatException("malformed sparse map");
        }

        for (var i = 0; i < pairs.Count; i += 2)
        {
            map.Add(pairs[i], pairs[i + 1]);
        }

        return map;
    }

    /// <summary>Reads up to <paramref name="count"/> extents of the old GNU format.</summary>
    public void AddGnuExtents(ReadOnlySpan<byte> fields, int count)
    {
        for (var i = 0; i < count && fields[24 * i] != 0; i++)
        {
            Add(TarHeader.ParseNumber(fields.Slice(24 * i, 12)), TarHeader.ParseNumber(fields.Slice((24 * i) + 12, 12)));
        }
    }

    /// <summary>Reads a count and that many pairs, one number a line; false when lines are still missing.</summary>
    public bool TryAddDecimalLines(ReadOnlySpan<byte> text)
    {
        if (!TryReadLine(ref text, out var count))
        {
            return false;
        }

        _extents.Clear();
        for (long i = 0; i < count; i++)
        {
            if (!TryReadLine(ref text, out var offset) || !TryReadLine(ref text, out var length))
            {
                return false;
            }

            Add(offset, length);
        }

        return true;
    }

    /// <summary>Refuses maps that do not account for exactly the stored bytes.</summary>
    public void Check(long storedBytes)
    {
        if (_extents.Sum(e => e.Length) != storedBytes)
        {
            throw new TarFormatException("a sparse map that does not fit its content");
        }
    }

    /// <summary>Where the next stored bytes go; at most <paramref name="available"/> of them.</summary>
    public (long Offset, int Length) Take(int available)
    {
        while (_current < _extents.Count && _taken == _extents[_current].Length)
        {
            (_current, _taken) = (_current + 1, 0);
        }

        if (_current == _extents.Count)
        {
            throw new TarFormatException("a sparse map that does not fit its content");
        }

        var (offset, length) = _extents[_current];
        var taken = (int)Math.Min(available, length - _taken);
        var result = (offset + _taken, taken);
        _taken += taken;
        return result;
    }

    private void Add(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > RealSize - length)
        {
            throw new TarFormatException("a sparse map that leaves its file");
        }

        _extents.Add((offset, length));
    }

    private static bool TryReadLine(ref ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var end = text.IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        if (!Utf8Parser.TryParse(text[..end], out value, out var used) || used != end)
        {
            throw new TarFormatException("malformed sparse map");
        }

        text = text[(end + 1)..];
        return true;
    }
}
