namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>The system's clock, which pauses of a recording put forward instead of being waited for.</summary>
internal sealed class PausingClock : TimeProvider
{
    private TimeSpan _paused;

    /// <summary>Lets a pause pass at once.</summary>
    public void Pause(TimeSpan time) => _paused += time;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _paused;
}
