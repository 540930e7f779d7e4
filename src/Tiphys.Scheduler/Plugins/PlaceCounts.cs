using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>Numbers for places: pairs of a topology label and a value.</summary>
internal sealed class PlaceCounts(ClusterState state)
{
    private readonly Dictionary<string, (TopologyValues Places, long[] Counts)> _counts = new(StringComparer.Ordinal);

    /// <summary>True when no node of any counted pod had the label.</summary>
    internal bool IsEmpty { get; private set; } = true;

    /// <summary>Adds to the place that the node is in; nothing when the node has no such label.</summary>
    internal void Add(string topologyKey, int slot, long amount)
    {
        if (!_counts.TryGetValue(topologyKey, out var entry))
        {
            var places = state.Topology(topologyKey);
            _counts.Add(topologyKey, entry = (places, new long[places.Count]));
        }

        if (entry.Places[slot] is var place and not TopologyValues.Missing)
        {
            entry.Counts[place] += amount;
            IsEmpty = false;
        }
    }

    /// <summary>The number of the place that the node is in by one label; 0 when it is in none.</summary>
    internal long Of(string topologyKey, int slot) => _counts.TryGetValue(topologyKey, out var entry) ? Of(entry, slot) : 0;

    /// <summary>The sum over all labels.</summary>
    internal long Sum(int slot)
    {
        long sum = 0;
        foreach (var entry in _counts.Values)
        {
            sum += Of(entry, slot);
        }

        return sum;
    }

    private static long Of((TopologyValues Places, long[] Counts) entry, int slot) =>
        entry.Places[slot] is var place and not TopologyValues.Missing ? entry.Counts[place] : 0;
}
