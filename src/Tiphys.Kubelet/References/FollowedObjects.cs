using Microsoft.Extensions.Logging;
using Tiphys.Api.Errors;
using Tiphys.Client;

namespace Tiphys.Kubelet.References;

/// <summary>The objects of one kind that pods refer to, each followed once however many pods refer to it.</summary>
internal sealed class FollowedObjects<T>(
    IKubernetesClient client, Func<T, bool> isImmutable, Action<IReadOnlyCollection<string>> changed, TimeProvider clock, ILogger logger)
    where T : class, IKubernetesObject<T>
{
    // Guards all that is below.
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, Entry> _entries = [];
    private readonly Dictionary<string, HashSet<ObjectKey>> _ofPods = [];
    private readonly List<Task> _ending = [];

    public void Register(string podUid, string ns, IReadOnlySet<string> names)
    {
        lock (_lock)
        {
            var wanted = names.Select(name => new ObjectKey(ns, name)).ToHashSet();
            var had = _ofPods.GetValueOrDefault(podUid, []);
            foreach (var key in wanted.Except(had).ToArray())
            {
                Add(podUid, key);
            }

            foreach (var key in had.Except(wanted).ToArray())
            {
                Remove(podUid, key);
            }

            _ofPods[podUid] = wanted;
        }
    }

    public void Forget(string podUid)
    {
        lock (_lock)
        {
            if (_ofPods.Remove(podUid, out var keys))
            {
                foreach (var key in keys)
                {
                    Remove(podUid, key);
                }
            }
        }
    }

    public async Task<T?> FindAsync(string ns, string name, CancellationToken cancellationToken)
    {
        FollowedObject<T>? followed;
        lock (_lock)
        {
            followed = _entries.GetValueOrDefault(new(ns, name))?.Followed;
        }

        if (followed is not null)
        {
            return await followed.FindAsync(cancellationToken);
        }

        try
        {
            return await client.GetAsync<T>(ns, name, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Stops following everything.</summary>
    public async Task StopAsync()
    {
        Task[] ending;
        lock (_lock)
        {
            foreach (var podUid in _ofPods.Keys.ToArray())
            {
                Forget(podUid);
            }

            ending = [.. _ending];
        }

        await Task.WhenAll(ending);
    }

    private void Add(string podUid, ObjectKey key)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            entry = new Entry();
            _entries.Add(key, entry);
        }
        else if (!entry.Followed!.IsFrozen)
        {
            entry.Followed.RequireFresh();
            entry.Pods.Add(podUid);
            return;
        }
        else
        {
            // What was immutable may have been deleted and made anew since: this pod must see that.
            End(entry.Followed);
        }

        entry.Pods.Add(podUid);
        entry.Followed = new FollowedObject<T>(client, key, isImmutable, () => TellPods(entry), clock, logger);
    }

    private void Remove(string podUid, ObjectKey key)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Pods.Remove(podUid) && entry.Pods.Count == 0)
        {
            _entries.Remove(key);
            End(entry.Followed!);
        }
    }

    // Ends without being waited for here; whoever stops everything waits for what is still ending.
    private void End(FollowedObject<T> followed)
    {
        _ending.RemoveAll(task => task.IsCompleted);
        _ending.Add(Task.Run(async () => await followed.DisposeAsync()));
    }

    private void TellPods(Entry entry)
    {
        string[] pods;
        lock (_lock)
        {
            pods = [.. entry.Pods];
        }

        changed(pods);
    }

    private sealed class Entry
    {
        public HashSet<string> Pods { get; } = [];

        public FollowedObject<T>? Followed { get; set; }
    }
}
