using Tiphys.Cluster.Hosting;

namespace Tiphys.Cluster.Tests.Hosting;

public sealed class LoopSetTests
{
    [Fact]
    public async Task The_failure_of_one_loop_stops_the_others_and_is_told()
    {
        var stopped = new TaskCompletionSource();
        await using var set = LoopSet.Start(
        [
            async stopping => { await Task.Delay(Timeout.Infinite, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); stopped.SetResult(); },
            async _ => { await Task.Yield(); throw new InvalidOperationException("broken"); },
        ]);
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => set.Completion)).Message);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_set_without_loops_lives_until_it_is_closed()
    {
        var set = LoopSet.Start([]);
        Assert.False(set.Completion.IsCompleted);
        await set.DisposeAsync();
        Assert.True(set.Completion.IsCompletedSuccessfully);
    }
}
