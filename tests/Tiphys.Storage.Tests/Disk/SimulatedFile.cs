namespace Tiphys.Storage.Tests.Disk;

/// <summary>A file as programs see it, as the platter has it, and what is on the way from one to the other.</summary>
internal sealed class SimulatedFile
{
    private readonly List<Change> _pending = [];
    private readonly FileContent _durable = new();
    private readonly FileContent _visible = new();

    public int Length => _visible.Length;

    public ReadOnlySpan<byte> Visible => _visible.Span;

    /// <summary>Reads; what lies behind the end is zero.</summary>
    /// <returns>How many bytes there were.</returns>
    public int Read(long offset, Span<byte> target)
    {
        target.Clear();
        if (offset >= _visible.Length)
            return 0;
        var there = _visible.Span[(int)offset..];
        there = there[..Math.Min(there.Length, target.Length)];
        there.CopyTo(target);
        return there.Length;
    }

    public void Write(long offset, ReadOnlySpan<byte> data) => Make(new Change((int)offset, data.ToArray()));

    public void Truncate(long length) => Make(new Change((int)length, null));

    /// <summary>Makes everything durable.</summary>
    public void Sync()
    {
        foreach (var change in _pending)
            change.Apply(_durable);
        _pending.Clear();
    }

    /// <summary>A sync that failed: some of it is durable, the rest is forgotten but can still be read.</summary>
    public void SyncPartly(Random random, int sectorBytes)
    {
        var odds = random.Next(0, 5) * 0.25; // nothing, everything, or a mixture
        foreach (var change in _pending)
            change.ApplyPartly(_durable, random, odds, sectorBytes);
        _pending.Clear();
    }

    /// <summary>The power fails: what was not synced is there or not, sector by sector, and a sector may be torn.</summary>
    public void LosePower(Random random, int sectorBytes)
    {
        SyncPartly(random, sectorBytes);
        _visible.CopyFrom(_durable);
    }

    private void Make(Change change)
    {
        _pending.Add(change);
        change.Apply(_visible);
    }

    /// <summary>A write, or with no data a truncation to the offset.</summary>
    private readonly record struct Change(int Offset, byte[]? Data)
    {
        public void Apply(FileContent content)
        {
            if (Data is null)
                content.SetLength(Offset);
            else
                content.Put(Offset, Data);
        }

        public void ApplyPartly(FileContent content, Random random, double odds, int sectorBytes)
        {
            if (Data is null)
            {
                if (random.NextDouble() < odds && Offset < content.Length)
                    content.SetLength(Offset);
                return;
            }

            for (var start = 0; start < Data.Length;)
            {
                var end = Math.Min(Data.Length, ((Offset + start) / sectorBytes + 1) * sectorBytes - Offset);
                if (random.NextDouble() < odds)
                    content.Put(Offset + start, Data.AsSpan(start, random.Next(20) == 0 ? random.Next(end - start) : end - start));
                start = end;
            }
        }
    }

    /// <summary>Bytes that can grow.</summary>
    private sealed class FileContent
    {
        private byte[] _bytes = new byte[4096];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

        public void Put(int offset, ReadOnlySpan<byte> data)
        {
            if (offset + data.Length > Length)
                SetLength(offset + data.Length);
            data.CopyTo(_bytes.AsSpan(offset));
        }

        public void SetLength(int length)
        {
            if (length > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(length, 2 * _bytes.Length));
            if (length < Length)
                Array.Clear(_bytes, length, Length - length);
            Length = length;
        }

        public void CopyFrom(FileContent other)
        {
            SetLength(other.Length);
            other.Span.CopyTo(_bytes);
        }
    }
}
