using System.Threading.Channels;
using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler;

/// <summary>
/// Changes on their way from informers and bindings to the loop that decides. Of each object only the newest version is kept, so it never holds
/// more than the cluster does, however long a decision takes.
/// </summary>
internal sealed class ChangeBuffer(TimeProvider time)
{
    // Guards the fields below; held for a few instructions, nothing is called under it.
    private readonly Lock _lock = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private OrderedDictionary<string, Node?> _nodes = new(StringComparer.Ordinal);
    private OrderedDictionary<string, Pod?> _pods = new(StringComparer.Ordinal);
    private List<string> _failedBindings = [];
    private bool _namespaces;

    /// <summary>What came since the last time.</summary>
    /// <param name="Nodes">Nodes by name; null for gone.</param>
    /// <param name="Pods">Pods by UID; null for gone.</param>
    /// <param name="FailedBindings">UIDs of pods that could not be bound.</param>
    /// <param name="Namespaces">True when labels of a namespace changed.</param>
    internal sealed record Batch(
        OrderedDictionary<string, Node?> Nodes, OrderedDictionary<string, Pod?> Pods, List<string> FailedBindings, bool Namespaces);

    internal void OnNode(Node? before, Node? after)
    {
        lock (_lock)
        {
            _nodes[(after ?? before)!.Metadata.Name] = after;
        }

        Signal();
    }

    internal void OnPod(Pod? before, Pod? after)
    {
        lock (_lock)
        {
            if (before is not null && before.Metadata.UID != after?.Metadata.UID)
            {
                // Deleted, or replaced by another pod of the same name.
                _pods[before.Metadata.UID] = null;
            }

            if (after is not null)
            {
                _pods[after.Metadata.UID] = after;
            }
        }

        Signal();
    }

    internal void OnNamespace(Namespace? before, Namespace? after)
    {
        if (before?.Metadata.Labels == after?.Metadata.Labels)
        {
            return;
        }

        lock (_lock)
        {
            _namespaces = true;
        }

        Signal();
    }

    internal void BindingFailed(string uid)
    {
        lock (_lock)
        {
            _failedBindings.Add(uid);
        }

        Signal();
    }

    /// <summary>Takes what came since the last time; null when nothing did.</summary>
    internal Batch? Take()
    {
        lock (_lock)
        {
            if (_nodes.Count + _pods.Count + _failedBindings.Count == 0 && !_namespaces)
            {
                return null;
            }

            var batch = new Batch(_nodes, _pods, _failedBindings, _namespaces);
            _nodes = new(StringComparer.Ordinal);
            _pods = new(StringComparer.Ordinal);
            _failedBindings = [];
            _namespaces = false;
            return batch;
        }
    }

    /// <summary>Waits until something came, or until a moment.</summary>
    internal async Task WaitAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (until is not { } moment)
        {
            await _signal.Reader.ReadAsync(cancellationToken);
            return;
        }

        var rest = moment - time.GetUtcNow();
        if (rest <= TimeSpan.Zero)
        {
            return;
        }

        using var limit = new CancellationTokenSource(rest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _signal.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The moment came.
        }
    }

    private void Signal() => _signal.Writer.TryWrite(true);
}
