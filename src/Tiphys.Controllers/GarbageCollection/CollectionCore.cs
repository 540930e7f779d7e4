using Tiphys.Api.Meta.V1;

namespace Tiphys.Controllers.GarbageCollection;

/// <summary>What an owner that an object refers to is.</summary>
internal enum OwnerState
{
    /// <summary>It is there.</summary>
    Solid,

    /// <summary>It is there, and goes when its dependents have gone.</summary>
    WaitsForDependents,

    /// <summary>It is not there.</summary>
    Dangling,
}

/// <summary>What is done with an object whose owners are known.</summary>
internal abstract record Collection
{
    /// <summary>It stays as it is.</summary>
    public sealed record Keep : Collection;

    /// <summary>It stays, with other owners.</summary>
    public sealed record SetOwners(ApiList<OwnerReference> Owners) : Collection;

    /// <summary>It goes.</summary>
    /// <param name="Policy">What becomes of its own dependents.</param>
    /// <param name="Unblock">True when its owners must not wait for it, because they would wait in a circle.</param>
    public sealed record Delete(string Policy, bool Unblock) : Collection;
}

/// <summary>Decides what becomes of objects with owners (<c>attemptToDeleteItem</c> in <c>pkg/controller/garbagecollector</c>).</summary>
internal static class CollectionCore
{
    public static Collection Decide(
        ObjectMeta metadata, IReadOnlyDictionary<string, OwnerState> owners, IReadOnlyCollection<GraphNode> dependents)
    {
        if (metadata.OwnerReferences.IsEmpty)
        {
            return new Collection.Keep();
        }

        var solid = metadata.OwnerReferences.Filter(owner => owners[owner.UID] == OwnerState.Solid);
        if (!solid.IsEmpty)
        {
            // Owners that wait for it are let go too, or they would wait for ever.
            return solid.Count == metadata.OwnerReferences.Count ? new Collection.Keep() : new Collection.SetOwners(solid);
        }

        if (owners.Values.Contains(OwnerState.WaitsForDependents) && dependents.Count > 0)
        {
            return new Collection.Delete(DeletionPropagation.Foreground, Unblock: dependents.Any(dependent => dependent.WaitsForDependents));
        }

        return new Collection.Delete(Policy(metadata), Unblock: false);
    }

    // What was asked for when it was deleted earlier holds.
    private static string Policy(ObjectMeta metadata) =>
        metadata.Finalizers.Contains(GraphNode.OrphanFinalizer) ? DeletionPropagation.Orphan
            : metadata.Finalizers.Contains(GraphNode.ForegroundFinalizer) ? DeletionPropagation.Foreground
            : DeletionPropagation.Background;
}
