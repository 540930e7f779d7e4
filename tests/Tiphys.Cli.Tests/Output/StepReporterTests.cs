using Tiphys.Cli.Output;

namespace Tiphys.Cli.Tests.Output;

public sealed class StepReporterTests
{
    [Fact]
    public async Task Not_on_a_terminal_each_step_is_one_plain_line()
    {
        using var writer = new StringWriter();
        var steps = new StepReporter(writer, terminal: false);
        await steps.RunAsync("Node", () => { steps.Detail("half"); return Task.FromResult("n1"); }, name => $"{name} is ready");
        await Assert.ThrowsAsync<InvalidOperationException>(() => steps.RunAsync<int>("Image", () => throw new InvalidOperationException(), _ => ""));
        var lines = writer.ToString().Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^✓ Node: n1 is ready \(\d+\.\d\d s\)$", lines[0]);
        Assert.Matches(@"^✗ Image \(\d+\.\d\d s\)$", lines[1]);
    }
}
