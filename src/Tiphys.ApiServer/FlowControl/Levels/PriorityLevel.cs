using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.FlowControl.Queuing;

namespace Tiphys.ApiServer.FlowControl.Levels;

/// <summary>A priority level at work: its queue set behind a gate, with the clock, the counts and the timer that the core has not.</summary>
internal sealed class PriorityLevel : IDisposable
{
    // As upstream: what a level wanted is forgotten slowly, with half of it gone after 30 periods.
    private const double Smoothing = 0.977;

    private readonly TimeProvider _clock;
    private readonly long _origin;
    private readonly ITimer _timer;

    // Guards the queue set, the demand and all counters.
    private readonly Lock _gate = new();
    private readonly QueueSet _queues;
    private readonly SeatDemand _demand = new();
    private readonly Dictionary<string, FlowCounters> _counters = new(StringComparer.Ordinal);
    private double _smoothed;

    public PriorityLevel(string name, TimeProvider clock)
    {
        Name = name;
        _clock = clock;
        _origin = clock.GetTimestamp();
        _queues = new QueueSet(Grant);
        _timer = clock.CreateTimer(static level => ((PriorityLevel)level!).ReleaseLingering(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }

    public string Uid { get; private set; } = "";

    public bool IsExempt { get; private set; }

    /// <summary>True for a level whose object is gone and which still has requests.</summary>
    public bool IsQuiescing { get; set; }

    public PriorityLevelConfigurationSpec Spec { get; private set; } = PriorityLevelConfigurationSpec.Empty;

    public LevelLimits Limits { get; private set; }

    /// <summary>Seats that it has now: what was configured, with what is lent and borrowed.</summary>
    public int CurrentLimit { get; private set; }

    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _queues.IsIdle;
            }
        }
    }

    /// <summary>What was seen of its demand in the last period.</summary>
    public (double Average, double Deviation, int Most, double Smoothed) Demand { get; private set; }

    private TimeSpan Now => _clock.GetElapsedTime(_origin);

    public void SetConfiguration(PriorityLevelConfiguration configuration)
    {
        Uid = configuration.Metadata.UID;
        Spec = configuration.Spec;
        IsExempt = Spec.Type == PriorityLevelEnablement.Exempt;
    }

    public void SetLimits(LevelLimits limits)
    {
        // A level that is new begins with half of what it lends already lent.
        CurrentLimit = Limits == default ? (limits.Nominal + limits.Lower + 1) / 2 : CurrentLimit;
        Limits = limits;
    }

    public void SetCurrentLimit(int limit)
    {
        lock (_gate)
        {
            CurrentLimit = limit;
            _queues.Configure(OptionsOf(Spec), limit, Now);
        }
    }

    /// <summary>Ends a period of demand.</summary>
    public void EndPeriod()
    {
        lock (_gate)
        {
            var (average, deviation, most) = _demand.Take(Now);
            var envelope = average + deviation;
            _smoothed = Math.Max(envelope, (Smoothing * _smoothed) + ((1 - Smoothing) * envelope));
            Demand = (average, deviation, most, _smoothed);
        }
    }

    public FlowCounters CountersOf(string schema)
    {
        lock (_gate)
        {
            return _counters.TryGetValue(schema, out var counters) ? counters : _counters[schema] = new();
        }
    }

    public StartOutcome Start(FlowRequest request)
    {
        lock (_gate)
        {
            var outcome = _queues.Start(request, Now);
            var counters = request.Schema.Counters;
            switch (outcome)
            {
                case StartOutcome.Executing when request.Queue is null:
                    CountStart(request);
                    break;
                case StartOutcome.Waiting:
                    request.Granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    counters.Waiting++;
                    break;
                case StartOutcome.NoSeat:
                    counters.RejectedForSeats++;
                    break;
                case StartOutcome.QueueFull:
                    counters.RejectedForQueue++;
                    break;
            }

            NoteDemand();
            return outcome;
        }
    }

    /// <summary>Gives a request's seats back; once, however often it is called.</summary>
    public void Finish(FlowRequest request)
    {
        lock (_gate)
        {
            var now = Now;
            if (!_queues.Finish(request, now))
            {
                return;
            }

            var counters = request.Schema.Counters;
            counters.Executing--;
            counters.SeatsExecuting -= request.Work.MaxSeats;
            counters.Executed.Add(now - request.Started);
            NoteDemand();
            Arm(now);
        }
    }

    /// <summary>Takes a request out that waits; false when it has been let on in the meantime.</summary>
    public bool Cancel(FlowRequest request, bool timedOut)
    {
        lock (_gate)
        {
            if (!_queues.Cancel(request, Now))
            {
                return false;
            }

            var counters = request.Schema.Counters;
            counters.Waiting--;
            counters.TimedOut += timedOut ? 1 : 0;
            counters.Cancelled += timedOut ? 0 : 1;
            NoteDemand();
            return true;
        }
    }

    /// <summary>Looks at the queues and counters while nothing changes.</summary>
    public T Look<T>(Func<QueueSet, IReadOnlyDictionary<string, FlowCounters>, T> look)
    {
        lock (_gate)
        {
            return look(_queues, _counters);
        }
    }

    /// <summary>The wall clock of a moment of the level.</summary>
    public DateTimeOffset WallClock(TimeSpan moment) => _clock.GetUtcNow() - (Now - moment);

    public void Dispose() => _timer.Dispose();

    private static QueueSetOptions OptionsOf(PriorityLevelConfigurationSpec spec) => spec switch
    {
        { Exempt: not null } or { Type: PriorityLevelEnablement.Exempt } => QueueSetOptions.Unlimited,
        { Limited.LimitResponse.Queuing: { Queues: > 0 } queuing } => new(queuing.Queues, queuing.HandSize, queuing.QueueLengthLimit),
        _ => QueueSetOptions.Reject,
    };

    private void Grant(FlowRequest request)
    {
        CountStart(request);

        // One that finds a seat at once has nobody waiting for it yet.
        if (request.Granted is { } granted)
        {
            request.Schema.Counters.Waiting--;
            granted.SetResult();
        }
    }

    private void CountStart(FlowRequest request)
    {
        var counters = request.Schema.Counters;
        counters.Dispatched++;
        counters.Executing++;
        counters.SeatsExecuting += request.Work.MaxSeats;
        counters.Waited.Add(request.Started - request.Arrived);
    }

    private void NoteDemand() => _demand.Set(_queues.SeatsInUse + _queues.SeatsWaiting, Now);

    private void Arm(TimeSpan now)
    {
        if (_queues.NextRelease is { } at)
        {
            _timer.Change(at > now ? at - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void ReleaseLingering()
    {
        lock (_gate)
        {
            var now = Now;
            _queues.Advance(now);
            NoteDemand();
            Arm(now);
        }
    }
}
