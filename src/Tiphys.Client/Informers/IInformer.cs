namespace Tiphys.Client.Informers;

/// <summary>A local copy of all objects of one kind (in one namespace, or in all), kept current by a watch and shared by all who read it.</summary>
/// <typeparam name="T">Type of the objects.</typeparam>
public interface IInformer<T>
    where T : class, IKubernetesObject<T>
{
    /// <summary>True when the copy has held everything once.</summary>
    bool HasSynced { get; }

    /// <summary>Waits until the copy has held everything once.</summary>
    Task WaitForSyncAsync(CancellationToken cancellationToken);

    /// <summary>One object; null when there is none.</summary>
    T? Get(string? ns, string name);

    /// <summary>All objects; a consistent snapshot.</summary>
    IReadOnlyCollection<T> List();

    /// <summary>All objects of a namespace.</summary>
    IReadOnlyCollection<T> List(string ns);

    /// <summary>All objects that an index, added before the start, files under a key.</summary>
    IReadOnlyCollection<T> ByIndex(string index, string key);

    /// <summary>Adds an index: the keys under which an object is filed.</summary>
    void AddIndex(string name, Func<T, IEnumerable<string>> keys);

    /// <summary>
    /// Calls on every change, in order, on one task: (before, after), with null for "was not there" and "is gone". A handler must be quick:
    /// it puts keys into a work queue. One that is added late is told of all objects first.
    /// </summary>
    void AddHandler(Action<T?, T?> handler);
}

/// <summary>Makes informers, one for each kind, however many ask for it, and runs them.</summary>
public interface IInformerFactory
{
    /// <summary>The informer of a kind over all namespaces.</summary>
    IInformer<T> For<T>()
        where T : class, IKubernetesObject<T>;
}
