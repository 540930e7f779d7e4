using Tiphys.Api;
using Tiphys.Client.Informers;

namespace Tiphys.Scheduler.Tests.Fakes;

/// <summary>An informer whose objects the test sets.</summary>
internal sealed class FakeInformer<T> : IInformer<T>
    where T : class, IKubernetesObject<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, T> _objects = [];
    private readonly List<Action<T?, T?>> _handlers = [];

    public bool HasSynced => true;

    public Task WaitForSyncAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public T? Get(string? ns, string name)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault($"{ns}/{name}");
        }
    }

    public IReadOnlyCollection<T> List()
    {
        lock (_lock)
        {
            return [.. _objects.Values];
        }
    }

    public IReadOnlyCollection<T> List(string ns) => [.. List().Where(item => item.Metadata.Namespace == ns)];

    public IReadOnlyCollection<T> ByIndex(string index, string key) => throw new NotSupportedException("the scheduler adds no index");

    public void AddIndex(string name, Func<T, IEnumerable<string>> keys) => throw new NotSupportedException("the scheduler adds no index");

    public void AddHandler(Action<T?, T?> handler)
    {
        lock (_lock)
        {
            _handlers.Add(handler);
            foreach (var item in _objects.Values)
            {
                handler(null, item);
            }
        }
    }

    internal void Set(T item) => Change(item.Metadata.Namespace, item.Metadata.Name, _ => item);

    internal void Delete(string ns, string name) => Change(ns, name, _ => null);

    /// <summary>Changes an object and tells the handlers; gives back what it became.</summary>
    internal T? Change(string ns, string name, Func<T?, T?> change)
    {
        lock (_lock)
        {
            var key = $"{ns}/{name}";
            var before = _objects.GetValueOrDefault(key);
            var after = change(before);
            if (after is null)
            {
                _objects.Remove(key);
            }
            else
            {
                _objects[key] = after;
            }

            if (before is not null || after is not null)
            {
                _handlers.ForEach(handler => handler(before, after));
            }

            return after;
        }
    }
}
