namespace Tiphys.Storage.Tests.Crash;

/// <summary>A short run of what <c>./test crash</c> does for long.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 20;

    [Fact]
    public async Task Killed_process_loses_no_acknowledged_write()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");

        var writes = await CrashRun.RunAsync(Kills, seed);

        output.WriteLine($"{Kills} kills, {writes} writes");
        Assert.True(writes > Kills, "hardly anything was written");
    }
}
