using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.FlowControl.Estimating;

/// <summary>Counts watches by what they watch, for what a change of it will cost. Selectors are left out: they have to be evaluated for each event anyway.</summary>
internal sealed class WatchTracker
{
    private readonly ConcurrentDictionary<Watched, int> _counts = new();

    /// <summary>Counts a watch; null when changes do not reach it as a rule: one of the pods of one node.</summary>
    public Watched? Register(RequestInfo info, IQueryCollection query)
    {
        if (info.Resource == "pods" && query["fieldSelector"].ToString().Contains("spec.nodeName=", StringComparison.Ordinal))
        {
            return null;
        }

        var watched = new Watched(info.Group, info.Resource, info.Namespace, info.Name);
        _counts.AddOrUpdate(watched, 1, static (_, count) => count + 1);
        return watched;
    }

    public void Forget(Watched watched)
    {
        if (_counts.AddOrUpdate(watched, 0, static (_, count) => count - 1) <= 0)
        {
            // Only an entry that is still at nothing goes.
            ((ICollection<KeyValuePair<Watched, int>>)_counts).Remove(new(watched, 0));
        }
    }

    /// <summary>How many watches a change may concern.</summary>
    public int Interested(RequestInfo info)
    {
        if (_counts.IsEmpty)
        {
            return 0;
        }

        var all = Count(new(info.Group, info.Resource, "", ""));
        all += info.Name.Length > 0 ? Count(new(info.Group, info.Resource, "", info.Name)) : 0;
        if (info.Namespace.Length > 0)
        {
            all += Count(new(info.Group, info.Resource, info.Namespace, ""));
            all += info.Name.Length > 0 ? Count(new(info.Group, info.Resource, info.Namespace, info.Name)) : 0;
        }

        return all;
    }

    private int Count(Watched watched) => _counts.GetValueOrDefault(watched);

    /// <summary>What a watch is about.</summary>
    internal readonly record struct Watched(string Group, string Resource, string Namespace, string Name);
}
