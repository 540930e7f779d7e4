using Tiphys.Scheduler.Selectors;

namespace Tiphys.Scheduler.State;

/// <summary>
/// Terms of placed pods and on which nodes they stand. Pods of one workload share their terms, so a new pod is compared with a few terms
/// instead of with every pod of the cluster.
/// </summary>
internal sealed class PlacedTerms
{
    private readonly Dictionary<(string Pods, string TopologyKey), Entry> _entries = [];

    /// <param name="Term">One of the equal terms.</param>
    /// <param name="PodsBySlot">How many pods of each node have it; only nodes that have any.</param>
    internal sealed record Entry(AffinityTerm Term, Dictionary<int, int> PodsBySlot);

    internal Dictionary<(string Pods, string TopologyKey), Entry>.ValueCollection Entries => _entries.Values;

    internal void Change(int slot, AffinityTerm[] terms, int sign)
    {
        foreach (var term in terms)
        {
            var key = (term.PodsKey, term.TopologyKey);
            if (!_entries.TryGetValue(key, out var entry))
            {
                _entries.Add(key, entry = new Entry(term, []));
            }

            var count = entry.PodsBySlot.GetValueOrDefault(slot) + sign;
            if (count > 0)
            {
                entry.PodsBySlot[slot] = count;
            }
            else if (entry.PodsBySlot.Remove(slot) && entry.PodsBySlot.Count == 0)
            {
                _entries.Remove(key);
            }
        }
    }
}
