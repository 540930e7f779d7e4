using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Probes;

/// <summary>
/// Runs one probe of one container again and again, until it is disposed or holds. It costs a timer and nothing else: no thread or task waits
/// between runs, and runs do not overlap.
/// </summary>
internal sealed class ProbeWorker : IDisposable
{
    private readonly ProbeType _type;
    private readonly Probe _probe;
    private readonly Func<CancellationToken, Task<ProbeResult>> _run;
    private readonly Action<ProbeType, bool> _report;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;

    // Guards what follows. A tick that comes during a run is made up for after it.
    private readonly Lock _lock = new();
    private bool _isRunning;
    private bool _ticked;
    private bool _holds;
    private Task _running = Task.CompletedTask;

    // Touched by one run at a time.
    private bool _lastResult;
    private int _resultRun;

    /// <param name="type">Which probe.</param>
    /// <param name="probe">From the spec.</param>
    /// <param name="firstAfter">When the first run is due.</param>
    /// <param name="run">Runs it once.</param>
    /// <param name="report">Told of a result when as many in a row were the same as its threshold asks for, each time.</param>
    /// <param name="clock">Time.</param>
    public ProbeWorker(
        ProbeType type, Probe probe, TimeSpan firstAfter, Func<CancellationToken, Task<ProbeResult>> run, Action<ProbeType, bool> report, TimeProvider clock)
    {
        _type = type;
        _probe = probe;
        _run = run;
        _report = report;
        _timer = clock.CreateTimer(_ => Tick(), null, firstAfter, TimeSpan.FromSeconds(Math.Max(probe.PeriodSeconds, 1)));
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

    public void Dispose()
    {
        lock (_lock)
        {
            _holds = true;
        }

        _timer.Dispose();
        _stop.Cancel();
    }

    private void Tick()
    {
        lock (_lock)
        {
            _ticked = true;
            if (_isRunning || _holds)
            {
                return;
            }

            _isRunning = true;
            _running = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (ShouldRun())
            {
                Count(await _run(_stop.Token));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed in the middle of a run, which tells nothing then.
        }
    }

    private bool ShouldRun()
    {
        lock (_lock)
        {
            _isRunning = _ticked && !_holds;
            _ticked = false;
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
