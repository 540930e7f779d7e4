using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Kinds;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.GarbageCollection;

/// <summary>
/// Deletes objects whose owners are gone, holds owners back until their dependents have gone (foreground), or lets dependents go (orphan).
/// The graph only says what to look at: before anything is deleted, the object and the owners that the graph does not know are read anew.
/// </summary>
internal sealed class GarbageCollector : QueueController<string>
{
    private readonly OwnershipGraph _graph = new();
    private readonly List<Func<CancellationToken, Task>> _syncs;

    public GarbageCollector(ControllerContext context)
        : base(context, "garbagecollector", workers: 10)
    {
        _syncs = [.. AllKinds.All.Where(AllKinds.IsFollowed).Select(kind => kind.Follow(context.Informers, Changed))];
    }

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_syncs.Select(sync => sync(cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await base.RunAsync(cancellationToken);
    }

    public override async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_graph.Find(key) is not { } known || !NeedsLook(known))
        {
            return ReconcileResult.Done;
        }

        var latest = await known.Kind.FindAsync(Client, known.Metadata.Namespace, known.Metadata.Name, cancellationToken);
        if (latest is null || latest.Metadata.UID != key)
        {
            // The informer will tell too; until then nobody must take it for there.
            Look(_graph.Remove(key));
            return ReconcileResult.Done;
        }

        var node = new GraphNode(known.Kind, latest.Metadata);
        if (node.Orphans)
        {
            await OrphanAsync(node, latest, cancellationToken);
        }
        else if (node.WaitsForDependents)
        {
            await ForegroundAsync(node, latest, cancellationToken);
        }
        else if (latest.Metadata.DeletionTimestamp is null)
        {
            await CollectAsync(node, latest, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private bool NeedsLook(GraphNode node) =>
        node.Orphans || node.WaitsForDependents
            || (node.Metadata.DeletionTimestamp is null && node.Metadata.OwnerReferences.Any(owner => !_graph.IsSolid(owner, node)));

    private async Task OrphanAsync(GraphNode node, IKubernetesObject latest, CancellationToken cancellationToken)
    {
        foreach (var dependent in _graph.DependentsOf(node.UID))
        {
            var fresh = await dependent.Kind.FindAsync(Client, dependent.Metadata.Namespace, dependent.Metadata.Name, cancellationToken);
            if (fresh?.Metadata.UID == dependent.UID && fresh.Metadata.OwnerReferences.Any(owner => owner.UID == node.UID))
            {
                await SetOwnersAsync(dependent.Kind, fresh, fresh.Metadata.OwnerReferences.Filter(owner => owner.UID != node.UID), cancellationToken);
            }
        }

        await RemoveFinalizerAsync(node, latest, GraphNode.OrphanFinalizer, cancellationToken);
    }

    private async Task ForegroundAsync(GraphNode node, IKubernetesObject latest, CancellationToken cancellationToken)
    {
        var dependents = _graph.DependentsOf(node.UID);
        if (!dependents.Any(dependent => dependent.Blocks(node.UID)))
        {
            await RemoveFinalizerAsync(node, latest, GraphNode.ForegroundFinalizer, cancellationToken);
            return;
        }

        Look(dependents.Where(dependent => !dependent.WaitsForDependents).Select(dependent => dependent.UID));
    }

    private async Task CollectAsync(GraphNode node, IKubernetesObject latest, CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, OwnerState>();
        foreach (var owner in node.Metadata.OwnerReferences)
        {
            owners[owner.UID] = await StateOfAsync(node, owner, cancellationToken);
        }

        switch (CollectionCore.Decide(node.Metadata, owners, _graph.DependentsOf(node.UID)))
        {
            case Collection.SetOwners { Owners: var solid }:
                await SetOwnersAsync(node.Kind, latest, solid, cancellationToken);
                break;
            case Collection.Delete { Unblock: true }:
                // The change brings it here again, and then it goes.
                await SetOwnersAsync(node.Kind, latest, latest.Metadata.OwnerReferences.Map(owner => owner with { BlockOwnerDeletion = false }), cancellationToken);
                await DeleteAsync(node, version: null, DeletionPropagation.Foreground, cancellationToken);
                break;
            case Collection.Delete { Policy: var policy }:
                await DeleteAsync(node, node.Metadata.ResourceVersion, policy, cancellationToken);
                break;
        }
    }

    private async Task<OwnerState> StateOfAsync(GraphNode node, OwnerReference reference, CancellationToken cancellationToken)
    {
        if (_graph.IsSolid(reference, node))
        {
            return OwnerState.Solid;
        }

        // An owner of a kind that is not known here, or that no reference can reach, may be there: what is not certain is not deleted.
        if (AllKinds.Find(reference.APIVersion, reference.Kind) is not { } kind || (kind.Namespaced && !node.Kind.Namespaced))
        {
            return OwnerState.Solid;
        }

        var owner = await kind.FindAsync(Client, node.Metadata.Namespace, reference.Name, cancellationToken);
        return owner is null || owner.Metadata.UID != reference.UID ? OwnerState.Dangling
            : new GraphNode(kind, owner.Metadata).WaitsForDependents ? OwnerState.WaitsForDependents
            : OwnerState.Solid;
    }

    private Task DeleteAsync(GraphNode node, string? version, string policy, CancellationToken cancellationToken)
    {
        var options = DeleteOptions.Empty with
        {
            PropagationPolicy = policy,
            Preconditions = Preconditions.Empty with { UID = node.UID, ResourceVersion = version },
        };
        return node.Kind.DeleteAsync(Client, node.Metadata.Namespace, node.Metadata.Name, options, cancellationToken);
    }

    private Task SetOwnersAsync(KindAccess kind, IKubernetesObject value, ApiList<OwnerReference> owners, CancellationToken cancellationToken)
    {
        var list = JsonList.Create(owners.Select(owner => JsonValue.Parse(ApiJson.Write(owner))).ToArray());
        return kind.PatchMetadataAsync(Client, value, "ownerReferences", list, cancellationToken);
    }

    private Task RemoveFinalizerAsync(GraphNode node, IKubernetesObject latest, string finalizer, CancellationToken cancellationToken)
    {
        var rest = latest.Metadata.Finalizers.Where(other => other != finalizer).Select(other => (JsonValue)other).ToArray();
        return node.Kind.PatchMetadataAsync(Client, latest, "finalizers", JsonList.Create(rest), cancellationToken);
    }

    private void Changed(KindAccess kind, IKubernetesObject? before, IKubernetesObject? after) =>
        Look(after is null ? _graph.Remove(before!.Metadata.UID) : _graph.Set(new GraphNode(kind, after.Metadata)));

    private void Look(IEnumerable<string> uids)
    {
        foreach (var uid in uids)
        {
            Queue.Add(uid);
        }
    }
}
