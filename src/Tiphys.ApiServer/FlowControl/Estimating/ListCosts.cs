using System.Collections.Concurrent;
using Tiphys.ApiServer.Registry;
using Tiphys.Storage;

namespace Tiphys.ApiServer.FlowControl.Estimating;

/// <summary>How many objects a resource has and how large they are, counted when it is asked for and what is known is too old.</summary>
internal sealed class ListCosts(IStore store, TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Objects of a resource and their bytes on average.</summary>
    public (int Count, long AverageBytes) Of(ResourceInfo resource)
    {
        if (_known.TryGetValue(resource.KeyPrefix, out var known) && clock.GetElapsedTime(known.At) < GoodFor)
        {
            return (known.Count, known.AverageBytes);
        }

        var entries = store.Range(new RangeQuery(resource.KeyPrefix)).Entries;
        long bytes = 0;
        foreach (var entry in entries)
        {
            bytes += entry.Value.Length;
        }

        known = new(entries.Count, entries.Count == 0 ? 0 : bytes / entries.Count, clock.GetTimestamp());
        _known[resource.KeyPrefix] = known;
        return (known.Count, known.AverageBytes);
    }

    private readonly record struct Known(int Count, long AverageBytes, long At);
}
