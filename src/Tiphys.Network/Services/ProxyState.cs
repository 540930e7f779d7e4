using System.Text;

namespace Tiphys.Network.Services;

/// <summary>
/// What the proxy's table holds and should hold. Pure: takes a new map of Services, gives the elements to add and delete.
/// Elements are counted, for Services share some (an address behind two Services); when two claim one frontend for
/// different targets, the first by name has it.
/// </summary>
internal sealed class ProxyState(ProxyOptions options)
{
    private readonly Dictionary<ProxyKey, Entry> _elements = [];
    private readonly SortedDictionary<string, ServicePlan> _plans = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, string> _ids = [];
    private ServiceMap _map = ServiceMap.Empty;
    private bool _conflicts;

    internal IEnumerable<KeyValuePair<ProxyKey, ProxyValue>> Elements => _elements.Select(e => new KeyValuePair<ProxyKey, ProxyValue>(e.Key, e.Value.Value));

    internal int Count => _elements.Count;

    internal IEnumerable<ServicePlan> Plans => _plans.Values;

    /// <summary>Takes a new map; with a list of changed ports, looks only at those.</summary>
    internal ProxyChanges Apply(ServiceMap map, IEnumerable<ServicePortName>? changed = null)
    {
        var changes = new ProxyChanges();
        bool everything = map.NodeZone != _map.NodeZone;
        changed = everything ? null : changed;
        foreach (ServicePortName name in changed ?? _map.Ports.Keys.Where(name => !map.Ports.ContainsKey(name)).Concat(map.Ports.Keys))
        {
            ServicePort? port = map.Ports.GetValueOrDefault(name);
            if (everything || !ReferenceEquals(_map.Ports.GetValueOrDefault(name), port))
            {
                Replace(name, port, map.NodeZone, changes);
            }
        }

        _map = map;
        if (_conflicts)
        {
            Rebuild(changes);
        }

        return changes;
    }

    private void Replace(ServicePortName name, ServicePort? port, string? zone, ProxyChanges changes)
    {
        string key = name.ToString();
        _plans.TryGetValue(key, out ServicePlan? old);
        ServicePlan? plan = port is null ? null : ServicePlan.Build(Input(name, port, zone, old), old);
        if (old is not null)
        {
            foreach ((ProxyKey element, _) in old.Elements)
            {
                Release(element, changes);
            }
        }

        if (plan is null)
        {
            _plans.Remove(key);
            _ids.Remove(old?.Input.ClusterId ?? 0);
            _ids.Remove(old?.Input.LocalId ?? 0);
        }
        else
        {
            _plans[key] = plan;
            Claim(plan, changes);
        }

        changes.Replaced.Add((old, plan));
    }

    private void Claim(ServicePlan plan, ProxyChanges changes)
    {
        foreach ((ProxyKey key, ProxyValue value) in plan.Elements)
        {
            if (!_elements.TryGetValue(key, out Entry entry))
            {
                _elements.Add(key, new Entry(value, 1));
                changes.Add(key, value);
            }
            else if (entry.Value == value)
            {
                _elements[key] = entry with { Claims = entry.Claims + 1 };
            }
            else
            {
                _conflicts = true;
            }
        }
    }

    private void Release(ProxyKey key, ProxyChanges changes)
    {
        if (!_elements.TryGetValue(key, out Entry entry))
        {
            return;
        }

        if (entry.Claims > 1)
        {
            _elements[key] = entry with { Claims = entry.Claims - 1 };
            return;
        }

        _elements.Remove(key);
        changes.Delete(key, entry.Value);
    }

    // With conflicts the counts cannot be trusted: count anew, in the order of names.
    private void Rebuild(ProxyChanges changes)
    {
        _conflicts = false;
        KeyValuePair<ProxyKey, Entry>[] before = [.. _elements];
        _elements.Clear();
        foreach (KeyValuePair<ProxyKey, Entry> element in before)
        {
            changes.Delete(element.Key, element.Value.Value);
        }

        foreach (ServicePlan plan in _plans.Values)
        {
            Claim(plan, changes);
        }
    }

    private ServicePlanInput Input(ServicePortName name, ServicePort port, string? zone, ServicePlan? old) => new(
        name,
        port,
        options.NodeName,
        zone,
        old?.Input.ClusterId ?? TakeId(name + " cluster"),
        old?.Input.LocalId ?? TakeId(name + " local"),
        options.NodeServiceAddresses);

    // The same number for the same list after a restart, so that affinities of clients stay valid.
    private uint TakeId(string list)
    {
        uint id = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(list))
        {
            id = (id ^ b) * 16777619;
        }

        while (id == 0 || !_ids.TryAdd(id, list))
        {
            id++;
        }

        return id;
    }

    private readonly record struct Entry(ProxyValue Value, int Claims);
}

/// <summary>The difference between two states of the table.</summary>
internal sealed class ProxyChanges
{
    private readonly Dictionary<ProxyKey, (ProxyValue? Before, ProxyValue? After)> _changes = [];

    internal List<(ServicePlan? Old, ServicePlan? New)> Replaced { get; } = [];

    internal IEnumerable<KeyValuePair<ProxyKey, ProxyValue>> Added =>
        _changes.Where(c => c.Value.After is not null && c.Value.After != c.Value.Before).Select(c => new KeyValuePair<ProxyKey, ProxyValue>(c.Key, c.Value.After!.Value));

    internal IEnumerable<KeyValuePair<ProxyKey, ProxyValue>> Deleted =>
        _changes.Where(c => c.Value.Before is not null && c.Value.After != c.Value.Before).Select(c => new KeyValuePair<ProxyKey, ProxyValue>(c.Key, c.Value.Before!.Value));

    internal void Add(ProxyKey key, ProxyValue value) =>
        _changes[key] = (_changes.TryGetValue(key, out (ProxyValue? Before, ProxyValue?) change) ? change.Before : null, value);

    internal void Delete(ProxyKey key, ProxyValue value) =>
        _changes[key] = (_changes.TryGetValue(key, out (ProxyValue? Before, ProxyValue?) change) ? change.Before : value, null);
}
