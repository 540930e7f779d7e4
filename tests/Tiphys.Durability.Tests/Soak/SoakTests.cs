namespace Tiphys.Durability.Tests.Soak;

/// <summary>A few seconds of what <c>./test soak</c> does for minutes.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Churn_loses_nothing_and_fails_nowhere() =>
        await new SoakRun(Environment.TickCount, TimeSpan.FromSeconds(8), output.WriteLine).RunAsync();
}
