using Tiphys.Api.Meta.V1;
using Tiphys.Controllers.Kinds;

namespace Tiphys.Controllers.GarbageCollection;

/// <summary>An object, as far as ownership goes.</summary>
internal sealed record GraphNode(KindAccess Kind, ObjectMeta Metadata)
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    public string UID => Metadata.UID;

    /// <summary>It goes when its dependents have gone.</summary>
    public bool WaitsForDependents => Metadata.DeletionTimestamp is not null && Metadata.Finalizers.Contains(ForegroundFinalizer);

    /// <summary>It goes when its dependents have been let go.</summary>
    public bool Orphans => Metadata.DeletionTimestamp is not null && Metadata.Finalizers.Contains(OrphanFinalizer);

    /// <summary>True when it is what the reference of a dependent in the namespace names.</summary>
    public bool IsNamedBy(OwnerReference reference, string dependentNamespace) =>
        UID == reference.UID
            && Metadata.Name == reference.Name
            && Kind.Kind.Kind == reference.Kind
            && Kind.Kind.Group == GroupVersionKind.Of(reference.APIVersion, reference.Kind).Group
            && (!Kind.Namespaced || Metadata.Namespace == dependentNamespace);

    public bool Blocks(string ownerUid) => Metadata.OwnerReferences.Any(owner => owner.UID == ownerUid && owner.BlockOwnerDeletion == true);
}

/// <summary>Who owns whom, as informers tell it. A change gives the UIDs of the objects that should be looked at because of it.</summary>
internal sealed class OwnershipGraph
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, GraphNode> _nodes = [];
    private readonly Dictionary<string, HashSet<string>> _dependents = [];

    public GraphNode? Find(string uid)
    {
        lock (_lock)
        {
            return _nodes.GetValueOrDefault(uid);
        }
    }

    public IReadOnlyList<GraphNode> DependentsOf(string uid)
    {
        lock (_lock)
        {
            return _dependents.TryGetValue(uid, out var dependents) ? [.. dependents.Select(dependent => _nodes[dependent])] : [];
        }
    }

    /// <summary>An object is there, or has changed.</summary>
    public IReadOnlyList<string> Set(GraphNode node)
    {
        lock (_lock)
        {
            var look = new List<string>();
            var before = _nodes.GetValueOrDefault(node.UID);
            Unlink(before);
            _nodes[node.UID] = node;
            foreach (var owner in node.Metadata.OwnerReferences)
            {
                if (!_dependents.TryGetValue(owner.UID, out var dependents))
                {
                    _dependents[owner.UID] = dependents = [];
                }

                dependents.Add(node.UID);
            }

            if (node.WaitsForDependents || node.Orphans || node.Metadata.OwnerReferences.Any(owner => !IsSolid(owner, node)))
            {
                look.Add(node.UID);
            }

            look.AddRange(WaitingOwners(before));
            look.AddRange(WaitingOwners(node));
            return look;
        }
    }

    /// <summary>An object is gone.</summary>
    public IReadOnlyList<string> Remove(string uid)
    {
        lock (_lock)
        {
            var look = new List<string>();
            if (_nodes.Remove(uid, out var node))
            {
                Unlink(node);
                look.AddRange(WaitingOwners(node));
            }

            return _dependents.TryGetValue(uid, out var dependents) ? [.. look, .. dependents] : look;
        }
    }

    /// <summary>True when the graph knows the owner, and that it does not wait for its dependents to go.</summary>
    public bool IsSolid(OwnerReference reference, GraphNode dependent)
    {
        lock (_lock)
        {
            return _nodes.TryGetValue(reference.UID, out var owner)
                && owner.IsNamedBy(reference, dependent.Metadata.Namespace) && !owner.WaitsForDependents;
        }
    }

    // Owners that wait for this very dependent.
    private IEnumerable<string> WaitingOwners(GraphNode? node) => node is null
        ? []
        : node.Metadata.OwnerReferences.Select(owner => owner.UID).Where(uid => _nodes.TryGetValue(uid, out var owner) && owner.WaitsForDependents);

    private void Unlink(GraphNode? node)
    {
        foreach (var owner in node is null ? default : node.Metadata.OwnerReferences)
        {
            if (_dependents.TryGetValue(owner.UID, out var dependents) && dependents.Remove(node!.UID) && dependents.Count == 0)
            {
                _dependents.Remove(owner.UID);
            }
        }
    }
}
