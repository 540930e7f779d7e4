using System.Collections;

namespace Tiphys.Storage;

/// <summary>
/// A read-only list of entries in segments, so that a list of any length allocates no array that the garbage collector would
/// put on its large-object heap.
/// </summary>
public sealed class EntryList : IReadOnlyList<StoreEntry>
{
    private const int SegmentBits = 11;
    private const int SegmentSize = 1 << SegmentBits;
    private const int FirstSegmentSize = 16;

    private readonly List<StoreEntry[]> _segments = new(1);

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entry at a position.</summary>
    public StoreEntry this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _segments[index >> SegmentBits][index & (SegmentSize - 1)];
        }
    }

    /// <summary>Enumerates without allocation.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<StoreEntry> IEnumerable<StoreEntry>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(StoreEntry entry)
    {
        var offset = Count & (SegmentSize - 1);
        if (offset == 0)
            _segments.Add(new StoreEntry[Count == 0 ? FirstSegmentSize : SegmentSize]);
        var segment = _segments[^1];
        if (offset == segment.Length)
            segment = GrowFirst();
        segment[offset] = entry;
        Count++;
    }

    // Only the first segment starts small: most ranges are short.
    private StoreEntry[] GrowFirst()
    {
        var segment = _segments[0];
        Array.Resize(ref segment, Math.Min(segment.Length * 4, SegmentSize));
        return _segments[0] = segment;
    }

    /// <summary>Walks the list in order.</summary>
    public struct Enumerator : IEnumerator<StoreEntry>
    {
        private readonly EntryList _list;
        private StoreEntry[] _segment;
        private int _next;

        internal Enumerator(EntryList list)
        {
            _list = list;
            _segment = [];
        }

        /// <inheritdoc/>
        public readonly StoreEntry Current => _segment[(_next - 1) & (SegmentSize - 1)];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_next >= _list.Count)
                return false;
            if ((_next & (SegmentSize - 1)) == 0)
                _segment = _list._segments[_next >> SegmentBits];
            _next++;
            return true;
        }

        /// <inheritdoc/>
        public void Reset() => _next = 0;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
