using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Writing;

namespace Tiphys.Scheduler;

/// <summary>
/// Gives each pod without a node one that fits it best, as kube-scheduler does with its default profile. The shell around
/// <see cref="SchedulerCore"/>: informers bring changes, one loop decides, and bindings and other writes run beside it.
/// </summary>
public sealed partial class Scheduler
{
    /// <summary>Reason of the condition when no node fits.</summary>
    private const string Unschedulable = "Unschedulable";

    /// <summary>Reason of the condition when an attempt ended in an error and not for want of a node.</summary>
    private const string SchedulerError = "SchedulerError";

    private readonly SchedulerOptions _options;
    private readonly ILogger _logger;
    private readonly IInformer<Node> _nodes;
    private readonly IInformer<Pod> _pods;
    private readonly IInformer<Namespace> _namespaces;
    private readonly SpreadSelectors _selectors;
    private readonly ChangeBuffer _changes;
    private readonly SchedulerCore _core;
    private readonly PodBinder _binder;
    private readonly PodConditionWriter _conditions;
    private readonly EventRecorder _events;
    private int _started;

    /// <summary>Makes a scheduler; it does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="client">Binds pods, writes their conditions and events.</param>
    /// <param name="informers">Brings nodes, pods, namespaces, Services and workloads; whoever made it runs it.</param>
    /// <param name="options">Options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="random">Chooses between equally good nodes.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Scheduler(
        IKubernetesClient client, IInformerFactory informers, SchedulerOptions options, TimeProvider time, ILogger logger, Random random)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(informers);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _logger = logger;
        _nodes = informers.For<Node>();
        _pods = informers.For<Pod>();
        _namespaces = informers.For<Namespace>();
        _selectors = new SpreadSelectors(informers);
        _changes = new ChangeBuffer(time);
        _core = new SchedulerCore(options, _selectors, ns => _namespaces.Get(null, ns)?.Metadata.Labels ?? default, time, random);
        _binder = new PodBinder(client);
        _conditions = new PodConditionWriter(client, time);
        _events = new EventRecorder(client, options, time);
    }

    /// <summary>Schedules until it is stopped, and then waits for the writes that are under way. Can be called once.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("a scheduler runs once");
        }

        await SyncAsync(cancellationToken);
        await using var writes = new PodWrites(_options.MaxConcurrentWrites);
        Log.Started(_logger, _options.SchedulerName, _core.State.Order.Length, _core.Queue.Count);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ApplyChanges();
            if (!_core.TryNext(out var attempt))
            {
                await _changes.WaitAsync(_core.NextWake, cancellationToken);
            }
            else if (attempt.Decision.NodeName is { } node)
            {
                await writes.StartAsync(attempt.Queued.Uid, () => BindAsync(attempt, node, cancellationToken), cancellationToken);
            }
            else
            {
                Log.Unschedulable(_logger, attempt.Pod.Metadata.Namespace, attempt.Pod.Metadata.Name, attempt.Decision.Message);
                await writes.StartAsync(
                    attempt.Queued.Uid,
                    () => ReportAsync(attempt.Pod, Unschedulable, attempt.Decision.Message, cancellationToken),
                    cancellationToken);
            }
        }
    }

    /// <summary>
    /// Knows the whole cluster before the first decision, or it would give away room that is taken. Informers may tell their handlers later
    /// than they say that they are in step, so their copies are read too.
    /// </summary>
    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        _nodes.AddHandler(_changes.OnNode);
        _pods.AddHandler(_changes.OnPod);
        _namespaces.AddHandler(_changes.OnNamespace);
        await Task.WhenAll(
            _nodes.WaitForSyncAsync(cancellationToken),
            _pods.WaitForSyncAsync(cancellationToken),
            _namespaces.WaitForSyncAsync(cancellationToken),
            _selectors.WaitForSyncAsync(cancellationToken));
        ApplyChanges();
        foreach (var node in _nodes.List())
        {
            _core.SetNode(node);
        }

        foreach (var pod in _pods.List())
        {
            _core.SetPod(pod);
        }
    }

    private void ApplyChanges()
    {
        if (_changes.Take() is not { } batch)
        {
            return;
        }

        foreach (var (name, node) in batch.Nodes)
        {
            if (node is null)
            {
                _core.RemoveNode(name);
            }
            else
            {
                _core.SetNode(node);
            }
        }

        foreach (var (uid, pod) in batch.Pods)
        {
            if (pod is null)
            {
                _core.RemovePod(uid);
            }
            else
            {
                _core.SetPod(pod);
            }
        }

        batch.FailedBindings.ForEach(_core.BindingFailed);
        if (batch.Namespaces)
        {
            _core.NamespaceChanged();
        }
    }

    private async Task BindAsync(Attempt attempt, string node, CancellationToken cancellationToken)
    {
        var (ns, name) = (attempt.Pod.Metadata.Namespace, attempt.Pod.Metadata.Name);
        try
        {
            await _binder.BindAsync(attempt.Pod, node, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            // The one place where a failed attempt is handled: whatever it was, the pod gives back its room and is tried again.
            Log.BindingFailed(_logger, error, ns, name, node);
            _changes.BindingFailed(attempt.Queued.Uid);
            await ReportAsync(attempt.Pod, SchedulerError, error.Message, cancellationToken);
            return;
        }

        Log.Bound(_logger, ns, name, node, attempt.Decision.EvaluatedNodes, attempt.Decision.FeasibleNodes);
        var note = $"Successfully assigned {ns}/{name} to {node}";
        await WriteAsync(
            "an event", attempt.Pod, () => _events.RecordAsync(attempt.Pod, "Normal", "Scheduled", "Binding", note, cancellationToken), cancellationToken);
    }

    /// <summary>Says in an event and in the pod's status why it has no node.</summary>
    private async Task ReportAsync(Pod pod, string reason, string message, CancellationToken cancellationToken)
    {
        await WriteAsync(
            "an event", pod, () => _events.RecordAsync(pod, "Warning", "FailedScheduling", "Scheduling", message, cancellationToken), cancellationToken);
        await WriteAsync("the condition", pod, () => _conditions.WriteAsync(pod, reason, message, cancellationToken), cancellationToken);
    }

    /// <summary>A write that only informs: when it fails, scheduling goes on.</summary>
    private async Task WriteAsync(string what, Pod pod, Func<Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped; the next process says it again.
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // The pod was deleted meanwhile: nobody is left to be told.
        }
        catch (Exception error)
        {
            Log.WriteFailed(_logger, error, what, pod.Metadata.Namespace, pod.Metadata.Name);
        }
    }
}
