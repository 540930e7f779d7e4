using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Api.Selectors;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.Deployments;

/// <summary>Rolls out Deployments through ReplicaSets; <see cref="DeploymentCore"/> decides.</summary>
internal sealed class DeploymentController : QueueController<ObjectKey>
{
    private readonly IInformer<Deployment> _deployments;
    private readonly IInformer<ReplicaSet> _sets;
    private readonly IEventRecorder _events;

    public DeploymentController(ControllerContext context)
        : base(context, "deployment", workers: 5)
    {
        _events = context.Recorder("deployment-controller");
        _deployments = Informer<Deployment>((before, after) => Queue.Add(ObjectKey.Of(after ?? before!)));
        _sets = Informer<ReplicaSet>(SetChanged);
        Informer<Pod>(PodChanged);
    }

    public override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_deployments.Get(key.Namespace, key.Name) is not { } deployment)
        {
            return ReconcileResult.Done;
        }

        if (deployment.Spec.Selector is not { } selector || LabelSelectors.IsEmpty(selector))
        {
            _events.Record(deployment, "Warning", "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required.");
            return ReconcileResult.Done;
        }

        var owned = await ControllerRefManager.ClaimAsync(
            Client, deployment, _sets.List(key.Namespace), set => LabelSelectors.Matches(selector, set.Metadata.Labels), cancellationToken);
        var plan = DeploymentCore.Plan(deployment, owned, newest => OldPodsRun(owned, newest), Clock.GetUtcNow());
        if (plan.Create is not null && !await CreateAsync(deployment, plan.Create, plan.Status, cancellationToken))
        {
            return ReconcileResult.Done;
        }

        await ApplyAsync(deployment, plan, cancellationToken);
        return new ReconcileResult(plan.Again);
    }

    private bool OldPodsRun(IEnumerable<ReplicaSet> owned, ReplicaSet? newest) => owned
        .Where(set => set.Metadata.UID != newest?.Metadata.UID)
        .SelectMany(set => Context.PodsOf(set.Metadata.UID))
        .Any(pod => !pod.HasEnded());

    private async Task ApplyAsync(Deployment deployment, DeploymentPlan plan, CancellationToken cancellationToken)
    {
        foreach (var change in plan.Changes)
        {
            await Client.UpdateAsync(change.After, null, cancellationToken);
            if (change.Message is { } message)
            {
                _events.Record(deployment, "Normal", "ScalingReplicaSet", message);
            }
        }

        foreach (var surplus in plan.Deletions)
        {
            await DeleteAsync(surplus, cancellationToken);
        }

        var current = deployment;
        if (plan.Revision is { } revision && deployment.Metadata.Annotations.GetValueOrDefault(Revisions.Revision) != revision)
        {
            var annotations = deployment.Metadata.Annotations.SetItem(Revisions.Revision, revision);
            current = await Client.UpdateAsync(deployment with { Metadata = deployment.Metadata with { Annotations = annotations } }, null, cancellationToken);
        }

        if (plan.Status != deployment.Status)
        {
            await Client.UpdateAsync(current with { Status = plan.Status }, "status", cancellationToken);
        }
    }

    private async Task DeleteAsync(ReplicaSet surplus, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync<ReplicaSet>(surplus.Metadata.Namespace, surplus.Metadata.Name, Deletions.Only(surplus), cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Gone is what was wanted.
        }
    }

    // False when nothing more can be done in this pass.
    private async Task<bool> CreateAsync(Deployment deployment, ReplicaSet set, DeploymentStatus status, CancellationToken cancellationToken)
    {
        try
        {
            await Client.CreateAsync(set, cancellationToken);
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            return await ResolveCollisionAsync(deployment, set, cancellationToken);
        }
        catch (ApiException error) when (error.IsNamespaceTerminating())
        {
            return false;
        }
        catch (ApiException error)
        {
            await ReportFailureAsync(deployment, set, status, error, cancellationToken);
            throw;
        }

        if (set.Replicas() > 0)
        {
            _events.Record(deployment, "Normal", "ScalingReplicaSet", $"Scaled up replica set {set.Metadata.Name} from 0 to {set.Replicas()}");
        }

        return true;
    }

    // The copy may be behind, so that the ReplicaSet is the wanted one after all: then its coming starts the next pass. Or two templates have
    // the same hash: then another is computed with the count of collisions.
    private async Task<bool> ResolveCollisionAsync(Deployment deployment, ReplicaSet set, CancellationToken cancellationToken)
    {
        var found = await Client.GetAsync<ReplicaSet>(set.Metadata.Namespace, set.Metadata.Name, cancellationToken);
        if (!found.IsControlledBy(deployment) || !TemplateHash.SameIgnoringHash(found.Spec.Template, deployment.Spec.Template))
        {
            var status = deployment.Status with { CollisionCount = (deployment.Status.CollisionCount ?? 0) + 1 };
            await Client.UpdateAsync(deployment with { Status = status }, "status", cancellationToken);
        }

        return false;
    }

    private async Task ReportFailureAsync(
        Deployment deployment, ReplicaSet set, DeploymentStatus status, ApiException error, CancellationToken cancellationToken)
    {
        var message = $"Failed to create new replica set \"{set.Metadata.Name}\": {error.Message}";
        _events.Record(deployment, "Warning", "ReplicaSetCreateError", message);
        if (deployment.HasProgressDeadline())
        {
            var failed = deployment.Status.With(DeploymentConditionType.Progressing, "False", "ReplicaSetCreateError", message, Time.Now(Clock));
            if (failed != deployment.Status)
            {
                await Client.UpdateAsync(deployment with { Status = failed with { ObservedGeneration = status.ObservedGeneration } }, "status", cancellationToken);
            }
        }
    }

    private void SetChanged(ReplicaSet? before, ReplicaSet? after)
    {
        foreach (var key in new[] { before, after }.OfType<ReplicaSet>().SelectMany(Interested).Distinct())
        {
            Queue.Add(key);
        }
    }

    private IEnumerable<ObjectKey> Interested(ReplicaSet set)
    {
        if (set.Metadata.Controller() is { } owner)
        {
            return owner.Kind == "Deployment" ? [new ObjectKey(set.Metadata.Namespace, owner.Name)] : [];
        }

        return _deployments.List(set.Metadata.Namespace)
            .Where(deployment => LabelSelectors.Matches(deployment.Spec.Selector, set.Metadata.Labels))
            .Select(deployment => ObjectKey.Of(deployment));
    }

    // Recreate waits until the last old pod has gone, which no ReplicaSet tells.
    private void PodChanged(Pod? before, Pod? after)
    {
        if ((after is null || (after.HasEnded() && before?.HasEnded() == false))
            && (after ?? before!).Metadata.Controller() is { Kind: "ReplicaSet" } owner
            && _sets.Get((after ?? before!).Metadata.Namespace, owner.Name)?.Metadata.Controller() is { Kind: "Deployment" } deployment)
        {
            var key = new ObjectKey((after ?? before!).Metadata.Namespace, deployment.Name);
            if (_deployments.Get(key.Namespace, key.Name)?.IsRolling() == false)
            {
                Queue.Add(key);
            }
        }
    }
}
