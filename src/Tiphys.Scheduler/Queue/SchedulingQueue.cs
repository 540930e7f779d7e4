using System.Diagnostics.CodeAnalysis;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Queue;

/// <summary>
/// The pods that wait for a node, highest priority first and then in order of coming. A pod that no node fits is put aside until something
/// changes that matters to the plugins that rejected it; each failed attempt doubles the rest before the next.
/// </summary>
internal sealed class SchedulingQueue(SchedulerOptions options, TimeProvider time)
{
    private static readonly TimeSpan LeftoverPeriod = TimeSpan.FromSeconds(30);

    private static readonly Comparer<QueuedPod> ByPriority = Comparer<QueuedPod>.Create(
        (left, right) => (-left.Pod.Priority, left.Sequence).CompareTo((-right.Pod.Priority, right.Sequence)));

    private static readonly Comparer<QueuedPod> ByBackoff = Comparer<QueuedPod>.Create(
        (left, right) => (left.BackoffUntil, -left.Pod.Priority, left.Sequence).CompareTo(
            (right.BackoffUntil, -right.Pod.Priority, right.Sequence)));

    private readonly Dictionary<string, QueuedPod> _pods = new(StringComparer.Ordinal);
    private readonly SortedSet<QueuedPod> _active = new(ByPriority);
    private readonly SortedSet<QueuedPod> _backoff = new(ByBackoff);
    private readonly SortedSet<QueuedPod> _errorBackoff = new(ByBackoff);
    private readonly Dictionary<string, QueuedPod> _unschedulable = new(StringComparer.Ordinal);
    private DateTimeOffset _nextLeftovers = time.GetUtcNow() + LeftoverPeriod;
    private long _sequence;

    /// <summary>How many pods wait, wherever.</summary>
    internal int Count => _pods.Count;

    /// <summary>Moment at which <see cref="Flush"/> has something to do; null when only a change can bring work.</summary>
    internal DateTimeOffset? NextFlush
    {
        get
        {
            DateTimeOffset? next = _unschedulable.Count > 0 ? _nextLeftovers : null;
            foreach (var resting in (SortedSet<QueuedPod>[])[_backoff, _errorBackoff])
            {
                next = resting.Min is { } first && (next is null || first.BackoffUntil < next) ? first.BackoffUntil : next;
            }

            return next;
        }
    }

    internal QueuedPod? Find(string uid) => _pods.GetValueOrDefault(uid);

    /// <summary>
    /// Takes in a pod without a node, or a newer version of one. A change of its spec or labels makes it worth trying at once; one of its status
    /// does not, for the scheduler itself writes there.
    /// </summary>
    internal void Set(PodInfo pod)
    {
        if (!_pods.TryGetValue(pod.Pod.Metadata.UID, out var queued))
        {
            queued = new QueuedPod(pod);
            _pods.Add(queued.Uid, queued);
            Put(queued, IsGated(pod) ? QueuePlace.Gated : QueuePlace.Active);
            return;
        }

        var before = queued.Pod;
        var place = queued.Place;
        Take(queued);
        queued.Pod = pod;
        if (IsGated(pod))
        {
            place = QueuePlace.Gated;
        }
        else if (place == QueuePlace.Gated)
        {
            place = QueuePlace.Active;
        }
        else if (place == QueuePlace.Unschedulable && (before.Pod.Spec != pod.Pod.Spec || before.Labels != pod.Labels))
        {
            place = Rested(queued) ? QueuePlace.Active : QueuePlace.Backoff;
        }

        Put(queued, place);
    }

    /// <summary>Forgets a pod.</summary>
    internal void Remove(string uid)
    {
        if (_pods.Remove(uid, out var queued))
        {
            Take(queued);
        }
    }

    /// <summary>Takes out the pod that is to be tried next. When no pod is ready, one that only rests after not fitting is taken early.</summary>
    internal bool TryPop([NotNullWhen(true)] out QueuedPod? queued)
    {
        queued = _active.Min ?? _backoff.Min;
        if (queued is null)
        {
            return false;
        }

        Take(queued);
        _pods.Remove(queued.Uid);
        queued.Attempts++;
        return true;
    }

    /// <summary>Puts aside a pod that no node fits.</summary>
    internal void AddUnschedulable(QueuedPod queued, PluginSet plugins)
    {
        queued.Plugins = plugins;
        Return(queued, QueuePlace.Unschedulable);
    }

    /// <summary>Lets a pod rest whose attempt ended in an error.</summary>
    internal void AddFailed(QueuedPod queued) => Return(queued, IsGated(queued.Pod) ? QueuePlace.Gated : QueuePlace.ErrorBackoff);

    /// <summary>Gives the pods that were put aside another chance for which a change is worth it.</summary>
    internal void Move(Func<QueuedPod, bool> isWorth)
    {
        if (_unschedulable.Count == 0)
        {
            return;
        }

        foreach (var queued in _unschedulable.Values.Where(isWorth).ToArray())
        {
            Take(queued);
            Put(queued, Rested(queued) ? QueuePlace.Active : QueuePlace.Backoff);
        }
    }

    /// <summary>Makes ready the pods that have rested, and those that were put aside for very long.</summary>
    internal void Flush()
    {
        var now = time.GetUtcNow();
        Flush(_backoff, now);
        Flush(_errorBackoff, now);
        if (now >= _nextLeftovers)
        {
            _nextLeftovers = now + LeftoverPeriod;
            Move(queued => now - queued.LastFailure >= options.PodMaxInUnschedulable);
        }
    }

    private void Flush(SortedSet<QueuedPod> resting, DateTimeOffset now)
    {
        while (resting.Min is { } queued && queued.BackoffUntil <= now)
        {
            Take(queued);
            Put(queued, QueuePlace.Active);
        }
    }

    private void Return(QueuedPod queued, QueuePlace place)
    {
        queued.LastFailure = time.GetUtcNow();
        queued.BackoffUntil = queued.LastFailure + BackoffAfter(queued.Attempts);
        _pods[queued.Uid] = queued;
        Put(queued, place);
    }

    private TimeSpan BackoffAfter(int attempts)
    {
        var rest = options.PodInitialBackoff;
        for (var attempt = 1; attempt < attempts && rest < options.PodMaxBackoff; attempt++)
        {
            rest *= 2;
        }

        return rest < options.PodMaxBackoff ? rest : options.PodMaxBackoff;
    }

    private bool Rested(QueuedPod queued) => queued.BackoffUntil <= time.GetUtcNow();

    private static bool IsGated(PodInfo pod) => !pod.Pod.Spec.SchedulingGates.IsEmpty;

    private void Put(QueuedPod queued, QueuePlace place)
    {
        queued.Place = place;
        queued.Sequence = ++_sequence;
        if (place == QueuePlace.Unschedulable)
        {
            _unschedulable.Add(queued.Uid, queued);
        }
        else
        {
            Sorted(place)?.Add(queued);
        }
    }

    /// <summary>Takes a pod out of its place; must come before any change of what the place sorts by.</summary>
    private void Take(QueuedPod queued)
    {
        Sorted(queued.Place)?.Remove(queued);
        if (queued.Place == QueuePlace.Unschedulable)
        {
            _unschedulable.Remove(queued.Uid);
        }

        queued.Place = QueuePlace.InFlight;
    }

    private SortedSet<QueuedPod>? Sorted(QueuePlace place) => place switch
    {
        QueuePlace.Active => _active,
        QueuePlace.Backoff => _backoff,
        QueuePlace.ErrorBackoff => _errorBackoff,
        _ => null,
    };
}
