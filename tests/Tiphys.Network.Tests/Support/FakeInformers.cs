using System.Collections.Concurrent;
using Tiphys.Api;
using Tiphys.Client.Informers;

namespace Tiphys.Network.Tests.Support;

/// <summary>Informers that hold what the test puts in, and tell handlers at once.</summary>
internal sealed class FakeInformers : IInformerFactory
{
    private readonly ConcurrentDictionary<Type, object> _informers = new();

    public IInformer<T> For<T>()
        where T : class, IKubernetesObject<T> => Fake<T>();

    internal void Set<T>(T value)
        where T : class, IKubernetesObject<T> => Fake<T>().Change(value.Metadata.Namespace, value.Metadata.Name, value);

    internal void Remove<T>(string? ns, string name)
        where T : class, IKubernetesObject<T> => Fake<T>().Change(ns, name, null);

    /// <summary>What informers wait for until they have synced.</summary>
    internal TaskCompletionSource Synced { get; } = new();

    private FakeInformer<T> Fake<T>()
        where T : class, IKubernetesObject<T> => (FakeInformer<T>)_informers.GetOrAdd(typeof(T), _ => new FakeInformer<T>(Synced.Task));

    private sealed class FakeInformer<T>(Task synced) : IInformer<T>
        where T : class, IKubernetesObject<T>
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<(string, string), T> _objects = [];
        private readonly List<Action<T?, T?>> _handlers = [];

        public bool HasSynced => synced.IsCompleted;

        public Task WaitForSyncAsync(CancellationToken cancellationToken) => synced.WaitAsync(cancellationToken);

        public T? Get(string? ns, string name)
        {
            lock (_lock)
            {
                return _objects.GetValueOrDefault((ns ?? "", name));
            }
        }

        public IReadOnlyCollection<T> List()
        {
            lock (_lock)
            {
                return [.. _objects.Values];
            }
        }

        public IReadOnlyCollection<T> List(string ns) => [.. List().Where(o => o.Metadata.Namespace == ns)];

        public IReadOnlyCollection<T> ByIndex(string index, string key) => throw new NotSupportedException();

        public void AddIndex(string name, Func<T, IEnumerable<string>> keys) => throw new NotSupportedException();

        public void AddHandler(Action<T?, T?> handler)
        {
            lock (_lock)
            {
                _handlers.Add(handler);
                foreach (T value in _objects.Values)
                {
                    handler(null, value);
                }
            }
        }

        internal void Change(string? ns, string name, T? after)
        {
            lock (_lock)
            {
                T? before = _objects.GetValueOrDefault((ns ?? "", name));
                if (after is null)
                {
                    _objects.Remove((ns ?? "", name));
                }
                else
                {
                    _objects[(ns ?? "", name)] = after;
                }

                if (before is not null || after is not null)
                {
                    _handlers.ForEach(h => h(before, after));
                }
            }
        }
    }
}
