namespace Tiphys.ApiServer.FlowControl.Queuing;

/// <summary>How a level treats requests that find no seat.</summary>
/// <param name="Queues">Queues to wait in; 0 rejects at once, fewer than 0 knows no limit at all.</param>
/// <param name="HandSize">Queues that a flow may wait in.</param>
/// <param name="QueueLengthLimit">The most requests that wait in one queue.</param>
internal readonly record struct QueueSetOptions(int Queues, int HandSize = 1, int QueueLengthLimit = 0)
{
    public static QueueSetOptions Unlimited { get; } = new(-1);

    public static QueueSetOptions Reject { get; } = new(0);

    public bool IsUnlimited => Queues < 0;
}

internal enum StartOutcome
{
    Executing,
    Waiting,

    /// <summary>All seats are taken, and the level has no queues.</summary>
    NoSeat,

    /// <summary>The flow's queues are full.</summary>
    QueueFull,
}
