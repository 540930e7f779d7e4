namespace Tiphys.Durability.Tests.Crash;

/// <summary>A short run of what <c>./test crash</c> does for long.</summary>
public sealed class ServerCrashTests(ITestOutputHelper output)
{
    private const int Kills = 4;

    [Fact]
    public async Task Killed_server_loses_no_acknowledged_write_and_watches_see_every_change_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var run = new ServerCrashRun(seed);

        await run.RunAsync(Kills, output.WriteLine);

        output.WriteLine($"{Kills} kills, {run.Steps} steps of writers, {run.Events} events to watchers");
        Assert.True(run.Steps > Kills && run.Events > Kills, "hardly anything happened");
    }
}
