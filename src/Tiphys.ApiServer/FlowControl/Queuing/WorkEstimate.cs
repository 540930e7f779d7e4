namespace Tiphys.ApiServer.FlowControl.Queuing;

/// <summary>How much of a level a request takes (k8s.io/apiserver, <c>util/flowcontrol/request</c>).</summary>
/// <param name="InitialSeats">Seats while it is served.</param>
/// <param name="FinalSeats">Seats afterwards, while watchers are told of what it changed.</param>
/// <param name="AdditionalLatency">How long the final seats stay taken; the client does not wait for it.</param>
internal readonly record struct WorkEstimate(int InitialSeats, int FinalSeats = 0, TimeSpan AdditionalLatency = default)
{
    /// <summary>What most requests take.</summary>
    public static WorkEstimate One { get; } = new(1);

    /// <summary>The most seats that it takes in either phase.</summary>
    public int MaxSeats => Math.Max(InitialSeats, FinalSeats);

    /// <summary>The same work on so few seats: narrower, and longer afterwards.</summary>
    public WorkEstimate Within(int limit) => MaxSeats <= limit
        ? this
        : new(Math.Min(InitialSeats, limit), Math.Min(FinalSeats, limit), FinalSeats > limit ? AdditionalLatency * FinalSeats / limit : AdditionalLatency);
}
