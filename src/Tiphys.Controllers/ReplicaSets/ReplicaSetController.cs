using System.Runtime.ExceptionServices;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Api.Selectors;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.ReplicaSets;

/// <summary>Keeps as many pods of a ReplicaSet as it wants (<c>pkg/controller/replicaset</c>).</summary>
internal sealed class ReplicaSetController : QueueController<ObjectKey>
{
    private readonly IInformer<ReplicaSet> _sets;
    private readonly Expectations _expectations;
    private readonly IEventRecorder _events;

    public ReplicaSetController(ControllerContext context)
        : base(context, "replicaset", workers: 5)
    {
        _expectations = new Expectations(context.Clock);
        _events = context.Recorder("replicaset-controller");
        _sets = Informer<ReplicaSet>(SetChanged);
        Informer<Pod>(PodChanged);
    }

    public override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_sets.Get(key.Namespace, key.Name) is not { } set)
        {
            return ReconcileResult.Done;
        }

        var candidates = Context.PodsOf(set.Metadata.UID).Concat(Context.OrphanPods(key.Namespace));
        var owned = await ControllerRefManager.ClaimAsync(
            Client, set, candidates.Where(PodFacts.IsActive), pod => LabelSelectors.Matches(set.Spec.Selector, pod.Metadata.Labels), cancellationToken);
        var wait = _expectations.Left(set.Metadata.UID);
        var failure = wait == TimeSpan.Zero && set.Metadata.DeletionTimestamp is null ? await ManageAsync(set, owned, cancellationToken) : null;
        var now = Clock.GetUtcNow();
        var terminating = Context.PodsOf(set.Metadata.UID).Count(PodFacts.IsTerminating);
        await WriteStatusAsync(set, ReplicaSetCore.Status(set, owned, terminating, failure, now), cancellationToken);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        var again = ReplicaSetCore.NextAvailability(set, owned, now) ?? (wait > TimeSpan.Zero ? wait : null);
        return new ReconcileResult(again);
    }

    private async Task<Exception?> ManageAsync(ReplicaSet set, List<Pod> owned, CancellationToken cancellationToken)
    {
        var missing = ReplicaSetCore.Missing(set, owned.Count);
        return missing switch
        {
            > 0 => await CreateAsync(set, missing, cancellationToken),
            < 0 => await DeleteAsync(set, DeletionRank.Choose(owned, RelatedPods(set), -missing, Clock.GetUtcNow()), cancellationToken),
            _ => null,
        };
    }

    private async Task<Exception?> CreateAsync(ReplicaSet set, int count, CancellationToken cancellationToken)
    {
        _expectations.ExpectCreations(set.Metadata.UID, count);
        var pod = ReplicaSetCore.NewPod(set);
        var (succeeded, failure) = await SlowStart.RunAsync(count, () => CreatePodAsync(set, pod, cancellationToken));

        // Those that failed, or were not tried, will not be seen.
        for (var i = succeeded; i < count; i++)
        {
            _expectations.CreationObserved(set.Metadata.UID);
        }

        return failure is ApiException error && error.IsNamespaceTerminating() ? null : failure;
    }

    private async Task CreatePodAsync(ReplicaSet set, Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            var created = await Client.CreateAsync(pod, cancellationToken);
            _events.Record(set, "Normal", "SuccessfulCreate", $"Created pod: {created.Metadata.Name}");
        }
        catch (ApiException error)
        {
            if (!error.IsNamespaceTerminating())
            {
                _events.Record(set, "Warning", "FailedCreate", $"Error creating: {error.Message}");
            }

            throw;
        }
    }

    private async Task<Exception?> DeleteAsync(ReplicaSet set, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        _expectations.ExpectDeletions(set.Metadata.UID, pods.Select(pod => pod.Metadata.UID));
        var failures = await Task.WhenAll(pods.Select(pod => DeletePodAsync(set, pod, cancellationToken)));
        return failures.FirstOrDefault(failure => failure is not null);
    }

    private async Task<Exception?> DeletePodAsync(ReplicaSet set, Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, Deletions.Only(pod), cancellationToken);
            _events.Record(set, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
            return null;
        }
        catch (Exception error)
        {
            _expectations.DeletionObserved(set.Metadata.UID, pod.Metadata.UID);
            if (error is ApiException { IsNotFound: true })
            {
                return null;
            }

            _events.Record(set, "Warning", "FailedDelete", $"Error deleting: {error.Message}");
            return error;
        }
    }

    // All pods of the ReplicaSets that the same Deployment has: which node has many of them shows where the loss of one hurts least.
    private IEnumerable<Pod> RelatedPods(ReplicaSet set)
    {
        var uid = set.Metadata.ControllerUid();
        var family = uid is null ? [set] : _sets.List(set.Metadata.Namespace).Where(other => other.Metadata.ControllerUid() == uid);
        return family.SelectMany(member => Context.PodsOf(member.Metadata.UID));
    }

    private async Task WriteStatusAsync(ReplicaSet set, ReplicaSetStatus status, CancellationToken cancellationToken)
    {
        if (status != set.Status)
        {
            await Client.UpdateAsync(set with { Status = status }, "status", cancellationToken);
        }
    }

    private void SetChanged(ReplicaSet? before, ReplicaSet? after)
    {
        if (after is null)
        {
            _expectations.Forget(before!.Metadata.UID);
        }

        Queue.Add(ObjectKey.Of(after ?? before!));
    }

    private void PodChanged(Pod? before, Pod? after)
    {
        var pod = after ?? before!;
        if (after is null || after.Metadata.DeletionTimestamp is not null)
        {
            if (pod.Metadata.ControllerUid() is { } owner)
            {
                _expectations.DeletionObserved(owner, pod.Metadata.UID);
            }
        }
        else if (before is null && after.Metadata.ControllerUid() is { } owner)
        {
            _expectations.CreationObserved(owner);
        }

        foreach (var key in new[] { before, after }.OfType<Pod>().SelectMany(Interested).Distinct())
        {
            Queue.Add(key);
        }
    }

    private IEnumerable<ObjectKey> Interested(Pod pod)
    {
        if (pod.Metadata.Controller() is not null)
        {
            return OwnerOf(pod) is { } owner ? [owner] : [];
        }

        return _sets.List(pod.Metadata.Namespace)
            .Where(set => LabelSelectors.Matches(set.Spec.Selector, pod.Metadata.Labels))
            .Select(set => ObjectKey.Of(set));
    }

    private static ObjectKey? OwnerOf(Pod pod) =>
        pod.Metadata.Controller() is { Kind: "ReplicaSet" } owner && owner.APIVersion.StartsWith("apps/", StringComparison.Ordinal)
            ? new ObjectKey(pod.Metadata.Namespace, owner.Name)
            : null;
}
