namespace Tiphys.ApiServer.FlowControl.Levels;

/// <summary>What has come of the requests of one schema in one level; guarded by the level's gate.</summary>
internal sealed class FlowCounters
{
    public long Dispatched { get; set; }

    public long RejectedForSeats { get; set; }

    public long RejectedForQueue { get; set; }

    public long TimedOut { get; set; }

    public long Cancelled { get; set; }

    public int Waiting { get; set; }

    public int Executing { get; set; }

    public int SeatsExecuting { get; set; }

    public DurationHistogram Waited { get; } = new();

    public DurationHistogram Executed { get; } = new();
}
