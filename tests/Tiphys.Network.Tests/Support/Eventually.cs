using System.Diagnostics;

namespace Tiphys.Network.Tests.Support;

internal static class Eventually
{
    /// <summary>Waits, for at most half a minute, until a condition holds.</summary>
    internal static async Task TrueAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "the awaited state did not come");
            await Task.Delay(20);
        }
    }
}
