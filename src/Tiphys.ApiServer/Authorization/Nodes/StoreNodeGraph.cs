using Tiphys.Api.Core.V1;
using Tiphys.Api.Resource.V1;
using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Authorization.Nodes;

/// <summary>
/// The relations of what is in the store. Asking takes in what changed since the last time, so that a decision sees all writes that
/// were acknowledged before it, with no task of its own.
/// </summary>
internal sealed class StoreNodeGraph(IStore store, ResourceRegistry registry) : INodeGraph, IDisposable
{
    private readonly ResourceInfo[] _resources =
        [registry.For<Pod>(), registry.For<PersistentVolume>(), registry.For<VolumeAttachment>(), registry.For<ResourceSlice>()];

    // Guards _watches and _relations.
    private readonly Lock _gate = new();
    private IStoreWatch[] _watches = [];
    private NodeRelations? _relations;

    /// <inheritdoc/>
    public bool IsRelated(string node, NodeObject kind, string @namespace, string name)
    {
        lock (_gate)
        {
            return Current().IsRelated(node, kind, @namespace, name);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Stop();
        }
    }

    private NodeRelations Current()
    {
        if (_relations is null)
        {
            return Rebuild();
        }

        try
        {
            for (var i = 0; i < _watches.Length; i++)
            {
                TakeIn(_relations, _resources[i], _watches[i]);
            }

            return _relations;
        }
        catch (RevisionCompactedException)
        {
            // So many changes since the last decision that a watch fell behind: read everything again.
            return Rebuild();
        }
    }

    private static void TakeIn(NodeRelations relations, ResourceInfo resource, IStoreWatch watch)
    {
        while (watch.TryRead(out var change))
        {
            var value = ObjectJson.Decode(resource, change.Entry);
            if (change.Type == StoreEventType.Deleted)
            {
                relations.Remove(value);
            }
            else
            {
                relations.Set(value);
            }
        }
    }

    private NodeRelations Rebuild()
    {
        // The watches start before the read: a change in between is taken in twice rather than not at all.
        Stop();
        var revision = store.CurrentRevision;
        _watches = [.. _resources.Select(resource => store.Watch(resource.Prefix(""), revision))];
        var relations = new NodeRelations();
        foreach (var resource in _resources)
        {
            foreach (var entry in store.Range(new RangeQuery(resource.Prefix(""))).Entries)
            {
                relations.Set(ObjectJson.Decode(resource, entry));
            }
        }

        return _relations = relations;
    }

    private void Stop()
    {
        Array.ForEach(_watches, watch => watch.Dispose());
        _watches = [];
    }
}
