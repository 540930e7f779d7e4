using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Tiphys.Client.Queues;
using Tiphys.Client.Reconciling;

namespace Tiphys.Kubelet.Statuses;

/// <summary>
/// Writes statuses of pods when they differ from what the API has. Those of one pod are written in order; while one is under way, later ones
/// take the place of each other. A pod whose last status is written can then be deleted for good.
/// </summary>
internal sealed class PodStatusWriter : IReconciler<string>, IDisposable
{
    private const int Workers = 4;

    private readonly IKubernetesClient _client;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly WorkQueue<string> _queue;
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    public PodStatusWriter(IKubernetesClient client, TimeProvider clock, ILogger logger)
    {
        _client = client;
        _clock = clock;
        _logger = logger;
        _queue = new WorkQueue<string>("pod-status", clock);
    }

    /// <summary>Tells the UID of a pod that is not in the API any more, or another one by now.</summary>
    public event Action<string>? Gone;

    /// <summary>Has a status written soon.</summary>
    /// <param name="pod">The pod as it was last seen.</param>
    /// <param name="status">Its whole status.</param>
    /// <param name="thenDelete">True to delete the pod, which has ended, after its status is written.</param>
    public void Set(Pod pod, PodStatus status, bool thenDelete)
    {
        var uid = pod.Metadata.UID;
        var entry = _entries.GetOrAdd(uid, _ => new Entry());
        lock (entry)
        {
            if (entry.Seen is null || IsNewer(pod, entry.Seen))
            {
                entry.Seen = pod;
            }

            if (entry.Wanted == status && entry.ThenDelete == thenDelete && !thenDelete && entry.Seen.Status == status)
            {
                return;
            }

            entry.Wanted = status;
            entry.ThenDelete |= thenDelete;
        }

        _queue.Add(uid);
    }

    /// <summary>Forgets a pod that is gone.</summary>
    public void Forget(string podUid) => _entries.TryRemove(podUid, out _);

    /// <summary>Writes until the caller stops it.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        new ReconcilerHost<string>(_queue, this, Workers, _logger, _clock).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            return ReconcileResult.Done;
        }

        try
        {
            await WriteAsync(entry, cancellationToken);
            if (entry.ThenDelete)
            {
                await DeleteAsync(entry.Seen!, cancellationToken);
            }
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            Forget(key);
            Gone?.Invoke(key);
        }

        return ReconcileResult.Done;
    }

    public void Dispose() => _queue.Dispose();

    private static bool IsNewer(Pod pod, Pod than) =>
        !long.TryParse(pod.Metadata.ResourceVersion, out var version)
        || !long.TryParse(than.Metadata.ResourceVersion, out var other)
        || version >= other;

    private async Task WriteAsync(Entry entry, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            Pod seen;
            PodStatus wanted;
            lock (entry)
            {
                (seen, wanted) = (entry.Seen!, entry.Wanted!);
            }

            var status = Merge(seen.Status, wanted);
            if (status == seen.Status || (status == entry.Sent && seen.Status == entry.Answered))
            {
                // Said already. A server that stores it in other words must not be told again and again.
                return;
            }

            try
            {
                var answer = await _client.UpdateAsync(seen with { Status = status }, "status", cancellationToken);
                (entry.Sent, entry.Answered) = (status, answer.Status);
                Accept(entry, answer);
                return;
            }
            catch (ApiException error) when (error.IsConflict && attempt < 5)
            {
                Accept(entry, await ReadAsync(seen, cancellationToken));
            }
        }
    }

    private static void Accept(Entry entry, Pod pod)
    {
        lock (entry)
        {
            entry.Seen = IsNewer(pod, entry.Seen!) ? pod : entry.Seen;
        }
    }

    private async Task<Pod> ReadAsync(Pod seen, CancellationToken cancellationToken)
    {
        var now = await _client.GetAsync<Pod>(seen.Metadata.Namespace, seen.Metadata.Name, cancellationToken);
        return now.Metadata.UID == seen.Metadata.UID ? now : throw StatusErrors.NotFound("", "pods", seen.Metadata.Name);
    }

    // Conditions of others, and what the kubelet does not own, are as the API has them.
    private static PodStatus Merge(PodStatus current, PodStatus wanted)
    {
        var own = wanted.Conditions.Filter(condition => PodConditions.IsOwned(condition.Type));
        var theirs = current.Conditions.Filter(condition => !PodConditions.IsOwned(condition.Type));
        var added = wanted.Conditions.Filter(condition => !PodConditions.IsOwned(condition.Type) && !theirs.Any(each => each.Type == condition.Type));
        return wanted with
        {
            NominatedNodeName = current.NominatedNodeName,
            ResourceClaimStatuses = current.ResourceClaimStatuses,
            Conditions = theirs.AddRange(added).AddRange(own),
        };
    }

    private async Task DeleteAsync(Pod pod, CancellationToken cancellationToken)
    {
        var options = DeleteOptions.Empty with { GracePeriodSeconds = 0, Preconditions = Api.Meta.V1.Preconditions.Empty with { UID = pod.Metadata.UID } };
        try
        {
            await _client.DeleteAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, options, cancellationToken);
        }
        catch (ApiException error) when (error.IsConflict)
        {
            // The name is that of another pod by now.
            throw StatusErrors.NotFound("", "pods", pod.Metadata.Name);
        }
    }

    private sealed class Entry
    {
        public Pod? Seen { get; set; }

        public PodStatus? Wanted { get; set; }

        public bool ThenDelete { get; set; }

        public PodStatus? Sent { get; set; }

        public PodStatus? Answered { get; set; }
    }
}
