using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Probes;

/// <summary>
/// Runs one probe of one container again and again, until it is disposed or holds. It costs a timer and nothing else: no thread or task waits
/// between runs, and runs do not overlap. Most containers need a moment to come up and are then ready for long before the next period: so a
/// probe for whose success others wait is run some more times in its first period, and of these runs only a success counts.
/// </summary>
internal sealed class ProbeWorker : IDisposable
{
    // After the first early run; the times after that double.
    private static readonly TimeSpan SecondEarly = TimeSpan.FromMilliseconds(200);

    private readonly ProbeType _type;
    private readonly Probe _probe;
    private readonly Func<bool, CancellationToken, Task<ProbeResult>> _run;
    private readonly Action<ProbeType, bool> _report;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly ITimer? _early;

    // Guards what follows. A tick that comes during a run is made up for after it.
    private readonly Lock _lock = new();
    private bool _isRunning;
    private bool _ticked;
    private bool _tickedEarly;
    private bool _holds;
    private Task _running = Task.CompletedTask;

    private bool _hasSucceeded;
    private TimeSpan _sinceFirstEarly;

    // Touched by one run at a time.
    private bool _lastResult;
    private int _resultRun;

    /// <param name="type">Which probe.</param>
    /// <param name="probe">From the spec.</param>
    /// <param name="firstAfter">When the first run is due.</param>
    /// <param name="run">Runs it once; the first argument is true when nobody is to be told of a failure.</param>
    /// <param name="early">True to run it some more times, from now until the first period is over.</param>
    /// <param name="report">Told of a result when as many in a row were the same as its threshold asks for, each time.</param>
    /// <param name="clock">Time.</param>
    public ProbeWorker(
        ProbeType type,
        Probe probe,
        TimeSpan firstAfter,
        Func<bool, CancellationToken, Task<ProbeResult>> run,
        bool early,
        Action<ProbeType, bool> report,
        TimeProvider clock)
    {
        _type = type;
        _probe = probe;
        _run = run;
        _report = report;

        // Started only when both are there: the first tick comes at once.
        _timer = clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _early = early ? clock.CreateTimer(_ => TickEarly(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) : null;
        _early?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        _timer.Change(firstAfter, Period);
    }

    /// <summary>The run under way, or the last one.</summary>
    public Task Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    private TimeSpan Period => TimeSpan.FromSeconds(Math.Max(_probe.PeriodSeconds, 1));

    public void Dispose()
    {
        lock (_lock)
        {
            _holds = true;
        }

        _timer.Dispose();
        _early?.Dispose();
        _stop.Cancel();
    }

    private void Tick()
    {
        lock (_lock)
        {
            _ticked = true;
            Start();
        }
    }

    private void TickEarly()
    {
        lock (_lock)
        {
            if (_hasSucceeded || _holds || _sinceFirstEarly >= Period)
            {
                return;
            }

            _tickedEarly = true;
            Start();
            var wait = _sinceFirstEarly == TimeSpan.Zero ? SecondEarly : _sinceFirstEarly;
            _sinceFirstEarly += wait;
            _early?.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Start()
    {
        if (!_isRunning && !_holds)
        {
            _isRunning = true;
            _running = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (ShouldRun(out var early))
            {
                var result = await _run(early, _stop.Token);
                if (!early || result.Outcome is ProbeOutcome.Success or ProbeOutcome.Warning)
                {
                    Count(result);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed in the middle of a run, which tells nothing then.
        }
    }

    private bool ShouldRun(out bool early)
    {
        lock (_lock)
        {
            early = !_ticked;
            _isRunning = (_ticked || (_tickedEarly && !_hasSucceeded)) && !_holds;
            (_ticked, _tickedEarly) = (false, false);
            return _isRunning;
        }
    }

    private void Count(ProbeResult result)
    {
        if (result.Outcome == ProbeOutcome.Error)
        {
            return;
        }

        var success = result.Outcome != ProbeOutcome.Failure;
        NoteSuccess(success);
        _resultRun = success == _lastResult ? _resultRun + 1 : 1;
        _lastResult = success;
        if (_resultRun < (success ? _probe.SuccessThreshold : _probe.FailureThreshold) || IsHeld())
        {
            return;
        }

        // Nothing more to learn: the container is started, or will be killed. The next one has a worker of its own.
        if (_type == ProbeType.Startup || (_type == ProbeType.Liveness && !success))
        {
            Hold();
        }

        _report(_type, success);
    }

    private void NoteSuccess(bool success)
    {
        lock (_lock)
        {
            _hasSucceeded |= success;
        }
    }

    private bool IsHeld()
    {
        lock (_lock)
        {
            return _holds;
        }
    }

    private void Hold()
    {
        lock (_lock)
        {
            _holds = true;
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
