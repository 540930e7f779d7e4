namespace Tiphys.ApiServer.FlowControl.Queuing;

/// <summary>One queue of a set: requests of the flows that were dealt to it, first in, first out.</summary>
internal sealed class FairQueue
{
    public LinkedList<FlowRequest> Waiting { get; } = new();

    /// <summary>Requests of this queue that are being served.</summary>
    public List<FlowRequest> Executing { get; } = [];

    /// <summary>Seats that requests of this queue hold.</summary>
    public int SeatsInUse { get; set; }

    public int SeatsWaiting { get; private set; }

    /// <summary>Seat-seconds that wait.</summary>
    public double WorkWaiting { get; private set; }

    /// <summary>The virtual time at which its next request begins.</summary>
    public double NextDispatch { get; set; }

    public bool IsActive => Waiting.Count > 0 || Executing.Count > 0;

    public void Add(FlowRequest request)
    {
        request.Place = Waiting.AddLast(request);
        SeatsWaiting += request.Work.MaxSeats;
        WorkWaiting += QueueSet.SeatSeconds(request.Work);
    }

    public void Remove(FlowRequest request)
    {
        Waiting.Remove(request.Place!);
        request.Place = null;
        SeatsWaiting -= request.Work.MaxSeats;
        WorkWaiting = Waiting.Count == 0 ? 0 : WorkWaiting - QueueSet.SeatSeconds(request.Work);
    }

    /// <summary>A queue cannot save up time in which it had nothing to do: its next request begins no earlier than it came.</summary>
    public void KeepUp()
    {
        if (Waiting.First is { Value: var oldest } && NextDispatch < oldest.ArrivedVirtual)
        {
            NextDispatch = oldest.ArrivedVirtual;
        }
    }
}
