namespace Tiphys.ApiServer.FlowControl.Queuing;

/// <summary>
/// The seats of one level and the queues for them, after "fair queuing for server requests" of the Kubernetes enhancement 1040: a
/// virtual clock runs at the rate at which each busy queue is served, and the queue whose next request would end first by that clock is
/// next. Deterministic: the time is told to it, and one caller at a time. A request that finds a free seat and nobody waiting touches
/// no queue.
/// </summary>
/// <example>
/// Two seats, queue A with three waiting requests and B with one. A's first and B's first would both end at virtual 3 ms, A's second at
/// 6 ms: so A1 and B1 go, then A2, whoever came first.
/// </example>
/// <param name="dispatched">Told of each waiting request that may go on.</param>
internal sealed class QueueSet(Action<FlowRequest> dispatched)
{
    // What a request is taken to last before it has ended; what it really took is corrected then.
    private static readonly TimeSpan ExpectedService = TimeSpan.FromMilliseconds(3);

    private readonly List<FairQueue> _queues = [];
    private readonly List<FlowRequest> _direct = [];
    private readonly PriorityQueue<FlowRequest, TimeSpan> _lingering = new();
    private QueueSetOptions _options;
    private TimeSpan _now;
    private double _virtual;
    private int _limit;
    private int _activeQueues;
    private int _queuedSeats;
    private int _turn;
    private int _enqueued;

    public int SeatsInUse { get; private set; }

    public int SeatsWaiting { get; private set; }

    public int Executing { get; private set; }

    public int Waiting { get; private set; }

    /// <summary>Virtual time, in seconds of one seat for each busy queue.</summary>
    public double Virtual => _virtual;

    public IReadOnlyList<FairQueue> Queues => _queues;

    /// <summary>Requests that are served and did not queue; kept only where a limit is.</summary>
    public IReadOnlyList<FlowRequest> Direct => _direct;

    public bool IsIdle => Executing == 0 && Waiting == 0;

    /// <summary>When seats that linger are next free; null when none linger.</summary>
    public TimeSpan? NextRelease => _lingering.TryPeek(out _, out var at) ? at : null;

    public static double SeatSeconds(in WorkEstimate work) =>
        (work.InitialSeats * ExpectedService.TotalSeconds) + (work.FinalSeats * work.AdditionalLatency.TotalSeconds);

    /// <summary>Sets the rules and the limit; requests that wait stay where they are.</summary>
    public void Configure(QueueSetOptions options, int limit, TimeSpan now)
    {
        Advance(now);
        _options = options;
        _limit = Math.Max(1, limit);
        while (_queues.Count < options.Queues)
        {
            _queues.Add(new FairQueue());
        }

        for (var i = _queues.Count - 1; i >= Math.Max(0, options.Queues); i--)
        {
            RemoveSurplus(_queues[i]);
        }

        Dispatch();
    }

    /// <summary>Lets a request go on, wait or fail.</summary>
    public StartOutcome Start(FlowRequest request, TimeSpan now)
    {
        Advance(now);
        request.Arrived = _now;
        if (_options.IsUnlimited || (Waiting == 0 && Fits(request)))
        {
            Execute(request);
            return StartOutcome.Executing;
        }

        if (_options.Queues == 0)
        {
            return StartOutcome.NoSeat;
        }

        var queue = Choose(request);
        if (queue.Waiting.Count >= _options.QueueLengthLimit)
        {
            return StartOutcome.QueueFull;
        }

        Enqueue(request, queue);
        Dispatch();
        return request.State == FlowState.Executing ? StartOutcome.Executing : StartOutcome.Waiting;
    }

    /// <summary>The request is answered; its seats are free now or after its additional latency. Does nothing when it was not being served.</summary>
    public bool Finish(FlowRequest request, TimeSpan now)
    {
        Advance(now);
        if (request.State != FlowState.Executing)
        {
            return false;
        }

        Executing--;
        LeaveQueue(request);
        if (request.Work.AdditionalLatency > TimeSpan.Zero)
        {
            request.State = FlowState.Lingering;
            _lingering.Enqueue(request, _now + request.Work.AdditionalLatency);
        }
        else
        {
            Release(request);
        }

        Dispatch();
        return true;
    }

    /// <summary>Takes a request out that waits. False when it does not: then it is being served, or ended.</summary>
    public bool Cancel(FlowRequest request, TimeSpan now)
    {
        Advance(now);
        if (request.State != FlowState.Waiting)
        {
            return false;
        }

        TakeOut(request);
        request.Queue!.KeepUp();
        Deactivate(request.Queue);
        request.State = FlowState.Ended;

        // It may have been the wide one that the seats were kept for.
        Dispatch();
        return true;
    }

    /// <summary>Lets time pass: seats that have lingered are free.</summary>
    public void Advance(TimeSpan now)
    {
        while (_lingering.TryPeek(out var request, out var at) && at <= now)
        {
            _lingering.Dequeue();
            Tick(at);
            Release(request);
            Dispatch();
        }

        Tick(now);
    }

    private void Tick(TimeSpan now)
    {
        // Callers read their clocks before they come in, so that one may be a little early.
        if (now <= _now)
        {
            return;
        }

        if (_activeQueues > 0)
        {
            _virtual += (now - _now).TotalSeconds * Math.Min(_queuedSeats, _limit) / _activeQueues;
        }

        _now = now;
    }

    private bool Fits(FlowRequest request) => SeatsInUse + Math.Min(request.Work.MaxSeats, _limit) <= _limit;

    private FairQueue Choose(FlowRequest request)
    {
        Span<int> hand = stackalloc int[Math.Clamp(_options.HandSize, 1, ShuffleSharding.MaxHand)];
        ShuffleSharding.Deal(request.Schema.FlowHash(request), _options.Queues, hand);
        var first = _enqueued++ % hand.Length;
        var best = _queues[hand[first]];
        for (var i = 1; i < hand.Length; i++)
        {
            var other = _queues[hand[(first + i) % hand.Length]];
            if (other.WorkWaiting < best.WorkWaiting)
            {
                best = other;
            }
        }

        return best;
    }

    private void Enqueue(FlowRequest request, FairQueue queue)
    {
        if (!queue.IsActive)
        {
            queue.NextDispatch = _virtual;
            _activeQueues++;
        }

        request.State = FlowState.Waiting;
        request.ArrivedVirtual = _virtual;
        request.Queue = queue;
        queue.Add(request);
        Waiting++;
        SeatsWaiting += request.Work.MaxSeats;
        _queuedSeats += request.Work.MaxSeats;
    }

    private void TakeOut(FlowRequest request)
    {
        request.Queue!.Remove(request);
        Waiting--;
        SeatsWaiting -= request.Work.MaxSeats;
        _queuedSeats -= request.Work.MaxSeats;
    }

    private void Dispatch()
    {
        // A wide request that is next waits until enough seats are free, and with it everybody: else narrow ones would pass it for ever.
        while (Waiting > 0 && Next() is { } request && Fits(request))
        {
            var queue = request.Queue!;
            TakeOut(request);
            Execute(request);
            queue.Executing.Add(request);
            queue.SeatsInUse += request.Work.MaxSeats;
            queue.NextDispatch += SeatSeconds(request.Work);
            queue.KeepUp();
            _queuedSeats += request.Work.MaxSeats;
            dispatched(request);
        }
    }

    // The one that would end first; of equals the queue that comes after the one that was last served.
    private FlowRequest? Next()
    {
        FlowRequest? next = null;
        var (earliest, place) = (double.MaxValue, 0);
        for (var i = 1; i <= _queues.Count; i++)
        {
            var at = (_turn + i) % _queues.Count;
            if (_queues[at].Waiting.First is { Value: var oldest } && _queues[at].NextDispatch + SeatSeconds(oldest.Work) is var end && end < earliest)
            {
                (next, earliest, place) = (oldest, end, at);
            }
        }

        if (next is not null && Fits(next))
        {
            _turn = place;
        }

        return next;
    }

    private void Execute(FlowRequest request)
    {
        if (!_options.IsUnlimited)
        {
            request.Work = request.Work.Within(_limit);
            if (request.Queue is null)
            {
                _direct.Add(request);
            }
        }

        request.State = FlowState.Executing;
        request.Started = _now;
        Executing++;
        SeatsInUse += request.Work.MaxSeats;
    }

    private void LeaveQueue(FlowRequest request)
    {
        if (request.Queue is not { } queue)
        {
            RemoveFrom(_direct, request);
            return;
        }

        RemoveFrom(queue.Executing, request);
        queue.NextDispatch -= request.Work.InitialSeats * (ExpectedService - (_now - request.Started)).TotalSeconds;
        queue.KeepUp();
        Deactivate(queue);
    }

    private void Release(FlowRequest request)
    {
        request.State = FlowState.Ended;
        SeatsInUse -= request.Work.MaxSeats;
        if (request.Queue is { } queue)
        {
            queue.SeatsInUse -= request.Work.MaxSeats;
            _queuedSeats -= request.Work.MaxSeats;
        }
    }

    private void Deactivate(FairQueue queue)
    {
        if (!queue.IsActive)
        {
            _activeQueues--;
            RemoveSurplus(queue);
        }
    }

    // Of queues that are no longer wanted the busy ones stay until they are empty.
    private void RemoveSurplus(FairQueue queue)
    {
        if (_queues.Count > _options.Queues && !queue.IsActive && _queues.IndexOf(queue) >= Math.Max(0, _options.Queues))
        {
            _queues.Remove(queue);
        }
    }

    private static void RemoveFrom(List<FlowRequest> list, FlowRequest request)
    {
        var at = list.IndexOf(request);
        if (at >= 0)
        {
            list[at] = list[^1];
            list.RemoveAt(list.Count - 1);
        }
    }
}
