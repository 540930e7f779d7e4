namespace Tiphys.ApiServer.FlowControl;

/// <summary>How many requests the server serves at once, and how long the others wait.</summary>
public sealed record FlowControlOptions
{
    /// <summary>
    /// Seats of the whole server, which the priority levels share. Upstream's 600 (<c>--max-requests-inflight</c> and
    /// <c>--max-mutating-requests-inflight</c> together).
    /// </summary>
    public int ServerConcurrencyLimit { get; init; } = 600;

    /// <summary>The longest wait in a queue of a request without a shorter time limit of its own: a quarter of the time limit of requests.</summary>
    public TimeSpan WaitLimit { get; init; } = TimeSpan.FromSeconds(15);
}
