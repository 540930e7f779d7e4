namespace Tiphys.Scheduler.State;

/// <summary>The places that one label divides the nodes into, as small numbers: of a zone label, the zones.</summary>
internal sealed class TopologyValues(string key)
{
    internal const int Missing = -1;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private int[] _bySlot = [];

    /// <summary>How many different values were ever seen; numbers are below it.</summary>
    internal int Count => _ids.Count;

    /// <summary>Number of the node's place; <see cref="Missing"/> when it has no such label.</summary>
    internal int this[int slot] => slot < _bySlot.Length ? _bySlot[slot] : Missing;

    internal void Set(int slot, Api.Core.V1.Node? node)
    {
        if (slot >= _bySlot.Length)
        {
            var old = _bySlot.Length;
            Array.Resize(ref _bySlot, Math.Max(slot + 1, old * 2));
            Array.Fill(_bySlot, Missing, old, _bySlot.Length - old);
        }

        if (node is null || !node.Metadata.Labels.TryGetValue(key, out var value))
        {
            _bySlot[slot] = Missing;
            return;
        }

        if (!_ids.TryGetValue(value, out var id))
        {
            id = _ids.Count;
            _ids.Add(value, id);
        }

        _bySlot[slot] = id;
    }
}
