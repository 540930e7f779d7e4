using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Admission;

/// <summary>The objects in the store, typed, as they are now: there is no cache that could lag behind.</summary>
internal sealed class StoredObjects(IStore store, ResourceRegistry registry)
{
    /// <summary>An object; null when there is none. A name that could be no key is none.</summary>
    public T? Find<T>(string ns, string name)
        where T : class, IKubernetesObject<T>
    {
        var resource = registry.For<T>();
        return name.Length > 0 && store.Get(resource.Key(ns, name)) is { } entry ? (T)ObjectJson.Decode(resource, entry) : null;
    }

    /// <summary>The objects of a namespace, in the order of their names; of all when it is empty.</summary>
    public IReadOnlyList<T> List<T>(string ns = "")
        where T : class, IKubernetesObject<T>
    {
        var resource = registry.For<T>();
        var values = new List<T>();
        foreach (var entry in store.Range(new RangeQuery(resource.Prefix(ns))).Entries)
        {
            values.Add((T)ObjectJson.Decode(resource, entry));
        }

        return values;
    }
}
