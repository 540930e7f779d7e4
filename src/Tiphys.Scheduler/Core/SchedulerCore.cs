using System.Diagnostics.CodeAnalysis;
using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Queue;
using Tiphys.Scheduler.Resources;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Core;

/// <summary>
/// Everything that the scheduler knows and decides, without a task or a connection: changes of the cluster go in, attempts come out. The same
/// changes in the same order with the same clock and random numbers give the same attempts. One thread at a time.
/// </summary>
internal sealed class SchedulerCore
{
    private readonly SchedulerOptions _options;
    private readonly SchedulingQueue _queue;
    private readonly PodPlacer _placer;
    private readonly RequeueRules _rules;

    /// <summary>Pods that were given a node and are not yet seen on it, by UID; the value holds their newest version.</summary>
    private readonly Dictionary<string, QueuedPod> _assumed = new(StringComparer.Ordinal);

    internal SchedulerCore(
        SchedulerOptions options, ISpreadSelectors selectors, Func<string, ApiMap<string>> namespaceLabels, TimeProvider time, Random random)
    {
        _options = options;
        State = new ClusterState(new ResourceNames(), namespaceLabels);
        _queue = new SchedulingQueue(options, time);
        _placer = new PodPlacer(State, selectors, options.PercentageOfNodesToScore, random);
        _rules = new RequeueRules(State, _placer);
    }

    internal ClusterState State { get; }

    internal SchedulingQueue Queue => _queue;

    /// <summary>Moment at which waiting alone brings work; null when only a change can.</summary>
    internal DateTimeOffset? NextWake => _queue.NextFlush;

    /// <summary>Takes in a new or changed node.</summary>
    internal void SetNode(Node node)
    {
        var kinds = State.TryFind(node.Metadata.Name, out var slot) ? Difference(State.Slots[slot].Node!, node) : ChangeKinds.NodeAdded;
        State.SetNode(node);
        Wake(new ClusterChange(kinds, node.Metadata.Name));
    }

    internal void RemoveNode(string name)
    {
        State.RemoveNode(name);
        Wake(new ClusterChange(ChangeKinds.NodeRemoved, name));
    }

    /// <summary>Labels of a namespace changed, which pod affinity may select by.</summary>
    internal void NamespaceChanged() => Wake(new ClusterChange(ChangeKinds.NamespaceLabels));

    /// <summary>Takes in a new or changed pod, with or without a node.</summary>
    internal void SetPod(Pod pod)
    {
        var uid = pod.Metadata.UID;
        if (pod.Status.Phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            // It will not run again: it takes no resources, even while its object stays.
            RemovePod(uid);
        }
        else if (pod.Spec.NodeName.Length > 0)
        {
            SetPlaced(new PodInfo(pod, State.Names));
        }
        else if (State.FindPod(uid) is not null)
        {
            SetAssumed(uid, pod);
        }
        else if (pod.Metadata.DeletionTimestamp is not null || pod.Spec.SchedulerName != _options.SchedulerName)
        {
            _queue.Remove(uid);
        }
        else
        {
            _queue.Set(new PodInfo(pod, State.Names));
        }
    }

    internal void RemovePod(string uid)
    {
        _queue.Remove(uid);
        _assumed.Remove(uid);
        TakeAway(uid);
    }

    /// <summary>Tries the next pod. When a node fits, the pod counts as being there from now on; otherwise it is put aside.</summary>
    internal bool TryNext([NotNullWhen(true)] out Attempt? attempt)
    {
        _queue.Flush();
        if (!_queue.TryPop(out var queued))
        {
            attempt = null;
            return false;
        }

        var decision = _placer.Decide(queued.Pod);
        attempt = new Attempt(queued, decision);
        if (decision.NodeName is null)
        {
            _queue.AddUnschedulable(queued, decision.Plugins);
        }
        else
        {
            State.SetPod(queued.Pod, decision.NodeName, assumed: true);
            _assumed.Add(queued.Uid, queued);
        }

        return true;
    }

    /// <summary>
    /// A binding failed: the pod gives its room back and rests before the next attempt. Nothing happens when it was meanwhile seen bound, or
    /// deleted.
    /// </summary>
    internal void BindingFailed(string uid)
    {
        if (_assumed.Remove(uid, out var queued))
        {
            TakeAway(uid);
            _queue.AddFailed(queued);
        }
    }

    private void SetPlaced(PodInfo pod)
    {
        var uid = pod.Pod.Metadata.UID;
        var name = pod.Pod.Spec.NodeName;
        _queue.Remove(uid);
        var before = State.FindPod(uid);
        var isNew = _assumed.Remove(uid) || before is null;
        if (before is not null && State.NodeOf(uid) != name)
        {
            // Someone else bound it to another node than the one that was meant for it.
            TakeAway(uid);
        }

        State.SetPod(pod, name);
        Wake(new ClusterChange(isNew ? ChangeKinds.PodAdded : Difference(before!, pod), name, before, pod));
    }

    /// <summary>A pod that is being bound: only its end is of interest. A version of a bound pod from before its binding says nothing new.</summary>
    private void SetAssumed(string uid, Pod pod)
    {
        if (!_assumed.TryGetValue(uid, out var queued))
        {
            return;
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            RemovePod(uid);
            return;
        }

        queued.Pod = new PodInfo(pod, State.Names);
    }

    private void TakeAway(string uid)
    {
        if (State.FindPod(uid) is { } pod)
        {
            var name = State.NodeOf(uid)!;
            State.RemovePod(uid);
            Wake(new ClusterChange(ChangeKinds.PodRemoved, name, Before: pod));
        }
    }

    private void Wake(ClusterChange change)
    {
        if (change.Kinds != ChangeKinds.None)
        {
            _queue.Move(queued => _rules.IsWorth(queued, change));
        }
    }

    private static ChangeKinds Difference(Node before, Node after)
    {
        var kinds = ChangeKinds.None;
        kinds |= before.Spec.Taints != after.Spec.Taints || before.Spec.Unschedulable != after.Spec.Unschedulable ? ChangeKinds.NodeTaints : 0;
        kinds |= before.Metadata.Labels != after.Metadata.Labels ? ChangeKinds.NodeLabels : 0;
        kinds |= before.Status.Allocatable != after.Status.Allocatable ? ChangeKinds.NodeAllocatable : 0;
        return kinds;
    }

    private static ChangeKinds Difference(PodInfo before, PodInfo after)
    {
        // A pod that is being deleted no longer counts for spreading, as if it had lost its labels.
        var kinds = before.Labels != after.Labels || before.IsTerminating != after.IsTerminating ? ChangeKinds.PodLabels : ChangeKinds.None;
        var grown = before.Requests.Copy();
        grown.Max(after.Requests);
        return grown.SameAs(after.Requests) ? kinds : kinds | ChangeKinds.PodScaledDown;
    }
}
