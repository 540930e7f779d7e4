using System.Collections.Concurrent;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.NodeLifecycle;

/// <summary>Ends pods that do not bear a NoExecute taint of their node, or no longer; <see cref="TaintEviction"/> decides.</summary>
internal sealed class TaintEvictionController : QueueController<ObjectKey>
{
    private readonly IInformer<Pod> _pods;
    private readonly IInformer<Node> _nodes;
    private readonly IEventRecorder _events;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _since = [];

    public TaintEvictionController(ControllerContext context)
        : base(context, "taint-eviction-controller", workers: 8)
    {
        _events = context.Recorder("taint-eviction-controller");
        _nodes = Informer<Node>(NodeChanged);
        _pods = Informer<Pod>(PodChanged);
    }

    public override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key.Namespace, key.Name) is not { } pod)
        {
            return ReconcileResult.Done;
        }

        var taints = _nodes.Get(null, pod.Spec.NodeName) is { } node ? NoExecute(node).ToList() : [];
        if (taints.Count == 0 || pod.Metadata.DeletionTimestamp is not null)
        {
            if (_since.TryRemove(pod.Metadata.UID, out _) && pod.Metadata.DeletionTimestamp is null)
            {
                _events.Record(pod, "Normal", "TaintManagerEviction", $"Cancelling deletion of Pod {key}");
            }

            return ReconcileResult.Done;
        }

        if (TaintEviction.Bears(pod, taints) is not { } time)
        {
            return ReconcileResult.Done;
        }

        var now = Clock.GetUtcNow();
        var left = _since.GetOrAdd(pod.Metadata.UID, now) + time - now;
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        await EvictAsync(pod, cancellationToken);
        return ReconcileResult.Done;
    }

    private async Task EvictAsync(Pod pod, CancellationToken cancellationToken)
    {
        _events.Record(pod, "Normal", "TaintManagerEviction", $"Marking for deletion Pod {ObjectKey.Of(pod)}");
        var condition = PodCondition.Empty with
        {
            Type = PodConditionType.DisruptionTarget,
            Status = "True",
            ObservedGeneration = pod.Metadata.Generation,
            Reason = "DeletionByTaintManager",
            Message = "Taint manager: deleting due to NoExecute taint",
            LastTransitionTime = Time.Now(Clock),
        };
        if (!await PodStatusPatch.WriteAsync(Client, pod, [condition], null, cancellationToken))
        {
            return;
        }

        try
        {
            await Client.DeleteAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, Deletions.Only(pod), cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Gone is what was wanted.
        }
    }

    private static IEnumerable<Taint> NoExecute(Node node) => node.Spec.Taints.Where(taint => taint.Effect == "NoExecute");

    private void NodeChanged(Node? before, Node? after)
    {
        if (after is not null && !NoExecute(after).SequenceEqual(before is null ? [] : NoExecute(before)))
        {
            foreach (var pod in Context.PodsOn(after.Metadata.Name))
            {
                Queue.Add(ObjectKey.Of(pod));
            }
        }
    }

    private void PodChanged(Pod? before, Pod? after)
    {
        if (after is null)
        {
            _since.TryRemove(before!.Metadata.UID, out _);
        }
        else if (after.Spec.NodeName.Length > 0 && (before?.Spec.NodeName != after.Spec.NodeName || before.Spec.Tolerations != after.Spec.Tolerations))
        {
            Queue.Add(ObjectKey.Of(after));
        }
    }
}
