using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Queues;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Sandboxes;
using Tiphys.Kubelet.Statuses;

namespace Tiphys.Kubelet.Pods;

/// <summary>How far a pod is on this node.</summary>
internal enum PodStage
{
    /// <summary>It runs, or is being started.</summary>
    Active,

    /// <summary>Its containers are being ended; nothing is started any more.</summary>
    Terminating,

    /// <summary>Nothing of it runs; what it had is being given up.</summary>
    Terminated,

    /// <summary>All is given up but for what its logs are read from; it waits to be deleted.</summary>
    Finished,

    /// <summary>Nothing is left, here and in the API.</summary>
    Gone,
}

/// <summary>
/// Brings one pod to what the API says, on a task of its own: it acts when it is woken by a change of the pod, of a container, of a probe, or
/// by its own clock. One step is done at a time; while a step waits for something, the pod's status goes on being reported.
/// </summary>
internal sealed partial class PodWorker
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);

    private readonly KubeletServices _services;
    private readonly PodWorkers _workers;
    private readonly ContainerStarter _starter;
    private readonly ContainerKiller _killer;
    private readonly PodSandboxes _sandboxes;
    private readonly TerminationMessages _messages = new();
    private readonly ILogger _logger;
    private readonly WakeSignal _signal = new();
    private readonly ConcurrentDictionary<string, StartFailure> _failures = new();
    private readonly RestartBackOff _backOff;
    private readonly RetryGate _gate;

    private readonly Lock _reporting = new();
    private volatile Pod _pod;
    private volatile bool _isRemoved;
    private volatile PodStage _stage = PodStage.Active;
    private volatile bool _isAdmitted;
    private volatile bool _refreshes;
    private PodStatus? _status;
    private StartFailure? _podFailure;
    private DateTimeOffset? _due;
    private int _errors;

    public PodWorker(Pod pod, KubeletServices services, PodWorkers workers, RestartBackOff backOff, ILogger logger)
    {
        _pod = pod;
        _services = services;
        _workers = workers;
        _backOff = backOff;
        _gate = new RetryGate(services.Clock);
        _allocation = new PodAllocation(Path.Combine(services.Volumes.PodDirectory(pod.Metadata.UID), "allocated-resources.json"));
        _logger = logger;
        _killer = new ContainerKiller(services, logger);
        _starter = new ContainerStarter(services, _killer);
        _sandboxes = new PodSandboxes(services, logger);
    }

    public string Uid => _pod.Metadata.UID;

    /// <summary>The pod as the API last had it.</summary>
    public Pod Pod => _pod;

    public PodStage Stage => _stage;

    /// <summary>Notes that the node has taken the pod.</summary>
    public void MarkAdmitted(PodRuntime runtime)
    {
        _allocation.Load(_pod, runtime);
        _isAdmitted = true;
    }

    /// <summary>The node has taken the pod, and it uses the node's resources.</summary>
    public bool UsesResources => _isAdmitted && _stage is PodStage.Active or PodStage.Terminating;

    /// <summary>Hands over a newer version of the pod.</summary>
    public void Update(Pod pod)
    {
        var before = _pod;
        _pod = pod;

        // Volumes may show labels and annotations; the kubelet's own status changes neither.
        _refreshes |= before.Metadata.Labels != pod.Metadata.Labels || before.Metadata.Annotations != pod.Metadata.Annotations;
        if (before.Metadata.Generation != pod.Metadata.Generation)
        {
            _gate.Open();
        }

        _signal.Set();
    }

    /// <summary>Tells that the pod is not in the API any more.</summary>
    public void Remove()
    {
        _isRemoved = true;
        _signal.Set();
    }

    /// <summary>Has the worker look at the pod.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Has contents of volumes written anew.</summary>
    public void RefreshVolumes()
    {
        _refreshes = true;
        _gate.Open();
        _signal.Set();
    }

    /// <summary>Works until nothing is left of the pod, or the caller stops it, which leaves the pod as it is.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_stage != PodStage.Gone)
            {
                _signal.TryTake();
                _due = null;
                await TryStepAsync(cancellationToken);
                if (_stage != PodStage.Gone)
                {
                    await WaitAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop: the pod goes on without this program.
        }
    }

    private bool MustEnd => _isRemoved || _pod.Metadata.DeletionTimestamp is not null;

    private async Task TryStepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var before = _stage;
            do
            {
                before = _stage;
                await StepAsync(cancellationToken);
            }
            while (_stage != before && _stage != PodStage.Gone);

            _errors = 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A step that was given up for a more urgent one.
            _signal.Set();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var delay = TimeSpan.FromMilliseconds(Math.Min(250 * Math.Pow(2, _errors++), LongestRetry.TotalMilliseconds));
            Log.StepFailed(_logger, error, _pod.Metadata.Namespace, _pod.Metadata.Name, _stage, delay.TotalSeconds);
            DueIn(delay);
        }
    }

    private Task StepAsync(CancellationToken cancellationToken)
    {
        if (_stage == PodStage.Active && MustEnd)
        {
            _stage = PodStage.Terminating;
        }

        return _stage switch
        {
            PodStage.Active => WhileReportingAsync(SyncAsync, () => MustEnd, cancellationToken),
            PodStage.Terminating => TerminateAsync(cancellationToken),
            PodStage.Terminated => CleanUpAsync(cancellationToken),
            _ => FinishAsync(cancellationToken),
        };
    }

    /// <summary>Does something that may take long; meanwhile reports changes, and gives up when it has become pointless.</summary>
    private async Task WhileReportingAsync(Func<CancellationToken, Task> step, Func<bool> isPointless, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var doing = step(giveUp.Token);
        var wasWoken = false;
        while (!doing.IsCompleted && await Task.WhenAny(doing, _signal.WaitAsync()) != doing)
        {
            _signal.TryTake();
            wasWoken = true;
            if (isPointless())
            {
                await giveUp.CancelAsync();
                break;
            }

            await ReportAsync(cancellationToken);
        }

        if (wasWoken)
        {
            // What happened in between may ask for more than a report.
            _signal.Set();
        }

        await doing;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = _signal.WaitAsync();
        if (_due is not { } due)
        {
            await wait.WaitAsync(cancellationToken);
            return;
        }

        var delay = due - _services.Clock.GetUtcNow();
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(wait, Task.Delay(delay, _services.Clock, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void DueIn(TimeSpan delay)
    {
        var due = _services.Clock.GetUtcNow() + delay;
        _due = _due is { } earlier && earlier < due ? earlier : due;
    }

    /// <summary>
    /// Reads what the engine has and reports it. A step and the reports meanwhile run side by side: whoever holds the lock reads anew, so that
    /// statuses are computed in the order of what they tell.
    /// </summary>
    private async Task<(PodRuntime Runtime, PodStatus Status)> ReportAsync(CancellationToken cancellationToken, bool isGone = false)
    {
        while (true)
        {
            await _messages.LoadAsync(_services.PodRuntimes.Read(Uid).Containers, cancellationToken);
            lock (_reporting)
            {
                var runtime = _services.PodRuntimes.Read(Uid);
                if (!_messages.HaveAll(runtime.Containers))
                {
                    continue;
                }

                if (_stage == PodStage.Active)
                {
                    TrackProbes(_pod, runtime);
                }

                return (runtime, Report(runtime, isGone));
            }
        }
    }

    // Under the lock.
    private PodStatus Report(PodRuntime runtime, bool isGone)
    {
        var pod = _pod;
        var status = PodStatusBuilder.Build(new PodStatusInput
        {
            Pod = _allocation.Apply(pod),
            ResizeConditions = ResizeConditions,
            Last = _status ?? pod.Status,
            Runtime = runtime,
            Now = _services.Clock.GetUtcNow(),
            HostIPs = [_services.Options.NodeIP],
            Verdict = container => _services.Probes.Verdict(Uid, container.Config.Metadata.Name, container.Id),
            Failures = _failures,
            TerminationMessage = _messages.Of,
            IsEnding = _stage != PodStage.Active,
            IsGone = isGone,
            PodFailure = _podFailure,
            RuntimeName = _services.Options.RuntimeName,
        });
        _status = status;
        _services.Statuses.Set(pod, status, thenDelete: false);
        return status;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "pod {Namespace}/{Pod} in stage {Stage}: failed, tried again in {Seconds} s")]
        public static partial void StepFailed(ILogger logger, Exception error, string @namespace, string pod, PodStage stage, double seconds);

        [LoggerMessage(2, LogLevel.Information, "pod {Namespace}/{Pod} was rejected: {Reason}: {Message}")]
        public static partial void Rejected(ILogger logger, string @namespace, string pod, string reason, string message);

        [LoggerMessage(3, LogLevel.Debug, "pod {Namespace}/{Pod} waits for a volume: {Message}")]
        public static partial void WaitsForVolume(ILogger logger, string @namespace, string pod, string message);
    }
}
