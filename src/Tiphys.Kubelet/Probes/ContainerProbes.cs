using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Probes;

/// <summary>
/// The probes of one running container. The startup probe comes first; the others begin when it has succeeded. A container that is started
/// anew has another instance, so that results of one never count for another.
/// </summary>
internal sealed class ContainerProbes : IDisposable
{
    private readonly ProbeRuns _runs;
    private readonly DateTimeOffset _startedAt;
    private readonly Action _changed;

    // Guards what follows.
    private readonly Lock _lock = new();
    private readonly Dictionary<ProbeType, ProbeWorker> _workers = [];
    private ProbeTarget _target;
    private ProbeVerdict _verdict;
    private bool _isWanted = true;
    private bool _onlyReadiness;

    /// <param name="target">The container.</param>
    /// <param name="startedAt">When it was started.</param>
    /// <param name="known">What its status said before this kubelet was started; null for a container that is new.</param>
    /// <param name="onlyReadiness">True when the pod is being ended.</param>
    /// <param name="runs">Runs probes.</param>
    /// <param name="changed">Told when the verdict has changed.</param>
    public ContainerProbes(
        ProbeTarget target, DateTimeOffset startedAt, ContainerStatus? known, bool onlyReadiness, ProbeRuns runs, Action changed)
    {
        _target = target;
        _startedAt = startedAt;
        _runs = runs;
        _changed = changed;
        _onlyReadiness = onlyReadiness;
        var container = target.Container;
        var isStarted = container.StartupProbe is null || known?.Started == true;
        _verdict = new ProbeVerdict(isStarted, container.ReadinessProbe is null || (isStarted && known?.Ready == true), null);
        lock (_lock)
        {
            if (isStarted)
            {
                BeginOthers(isNew: known is null);
            }
            else
            {
                Begin(ProbeType.Startup, container.StartupProbe, isNew: known is null);
            }
        }
    }

    public string ContainerId => Target.ContainerId;

    public ProbeTarget Target
    {
        get
        {
            lock (_lock)
            {
                return _target;
            }
        }

        set
        {
            lock (_lock)
            {
                _target = value;
            }
        }
    }

    public ProbeVerdict Verdict
    {
        get
        {
            lock (_lock)
            {
                return _verdict with { Ready = _verdict.Started && _verdict.Ready };
            }
        }
    }

    /// <summary>Runs that are under way.</summary>
    public Task Running
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll(_workers.Values.Select(worker => worker.Running));
            }
        }
    }

    /// <summary>A pod that is being ended is not killed for its probes.</summary>
    public void KeepOnlyReadiness()
    {
        lock (_lock)
        {
            _onlyReadiness = true;
            _verdict = _verdict with { Failure = null };
            foreach (var (type, worker) in _workers)
            {
                if (type != ProbeType.Readiness)
                {
                    worker.Dispose();
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isWanted = false;
            foreach (var worker in _workers.Values)
            {
                worker.Dispose();
            }
        }
    }

    private void BeginOthers(bool isNew)
    {
        Begin(ProbeType.Liveness, _target.Container.LivenessProbe, isNew);
        Begin(ProbeType.Readiness, _target.Container.ReadinessProbe, isNew);
    }

    private void Begin(ProbeType type, Probe? probe, bool isNew)
    {
        if (probe is null || !_isWanted || (_onlyReadiness && type != ProbeType.Readiness))
        {
            return;
        }

        _workers[type] = new ProbeWorker(
            type,
            probe,
            _runs.FirstAfter(type, probe, _startedAt, isNew),
            (quiet, stop) => _runs.RunAsync(type, probe, Target, quiet, stop),
            early: isNew && type != ProbeType.Liveness && probe.InitialDelaySeconds == 0,
            Report,
            _runs.Clock);
    }

    private void Report(ProbeType type, bool success)
    {
        bool isChanged;
        lock (_lock)
        {
            if (!_isWanted || (_onlyReadiness && type != ProbeType.Readiness))
            {
                return;
            }

            var before = _verdict;
            _verdict = type switch
            {
                ProbeType.Readiness => before with { Ready = success },
                ProbeType.Startup when success => before with { Started = true },
                _ when success => before,
                _ => before with { Failure = Failure(type) },
            };
            isChanged = before != _verdict;
            if (type == ProbeType.Startup && success)
            {
                BeginOthers(isNew: true);
            }
        }

        if (isChanged)
        {
            _changed();
        }
    }

    private ProbeFailure Failure(ProbeType type)
    {
        var container = _target.Container;
        var probe = type == ProbeType.Startup ? container.StartupProbe : container.LivenessProbe;
        var name = type == ProbeType.Startup ? "startup" : "liveness";
        return new ProbeFailure(type, $"Container {container.Name} failed {name} probe", probe!.TerminationGracePeriodSeconds);
    }
}
