using System.Diagnostics.CodeAnalysis;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>The sets below a node, in the order in which they were added. Few are found by a scan, many by a table.</summary>
internal sealed class FieldSetChildren
{
    private const int ScanLimit = 12;

    private KeyValuePair<string, FieldSet>[] _entries;
    private Dictionary<string, int>? _index;

    /// <summary>Starts empty.</summary>
    public FieldSetChildren(int capacity = 4) => _entries = new KeyValuePair<string, FieldSet>[capacity];

    /// <summary>Starts with those of another node.</summary>
    public FieldSetChildren(ReadOnlySpan<KeyValuePair<string, FieldSet>> entries)
    {
        _entries = new KeyValuePair<string, FieldSet>[entries.Length + 2];
        entries.CopyTo(_entries);
        Count = entries.Length;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<KeyValuePair<string, FieldSet>> Entries => _entries.AsSpan(0, Count);

    /// <summary>The set below a step.</summary>
    public bool TryGet(string element, [NotNullWhen(true)] out FieldSet? child)
    {
        var at = IndexOf(element);
        child = at < 0 ? null : _entries[at].Value;
        return at >= 0;
    }

    /// <summary>Puts a set below a step, in place of the one that is there.</summary>
    public void Set(string element, FieldSet child)
    {
        var at = IndexOf(element);
        if (at >= 0)
        {
            _entries[at] = new(element, child);
        }
        else
        {
            Add(element, child);
        }
    }

    /// <summary>Puts a set below a step that is known to have none.</summary>
    public void Add(string element, FieldSet child)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, Count * 2));
        }

        _entries[Count] = new(element, child);
        _index?.Add(element, Count);
        Count++;
    }

    /// <summary>All of them in the order of their steps.</summary>
    public KeyValuePair<string, FieldSet>[] Sorted()
    {
        var sorted = Entries.ToArray();
        sorted.AsSpan().Sort(static (left, right) => PathElement.Compare(left.Key, right.Key));
        return sorted;
    }

    private int IndexOf(string element)
    {
        if (Count > ScanLimit)
        {
            return Index().GetValueOrDefault(element, -1);
        }

        for (var i = 0; i < Count; i++)
        {
            if (_entries[i].Key == element)
            {
                return i;
            }
        }

        return -1;
    }

    private Dictionary<string, int> Index()
    {
        if (_index is null)
        {
            _index = new(Count * 2, StringComparer.Ordinal);
            for (var i = 0; i < Count; i++)
            {
                _index.Add(_entries[i].Key, i);
            }
        }

        return _index;
    }
}
