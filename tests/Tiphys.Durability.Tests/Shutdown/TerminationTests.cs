using Tiphys.Durability.Tests.Crash;
using Tiphys.Durability.Tests.Server;

namespace Tiphys.Durability.Tests.Shutdown;

/// <summary>The program told to end (SIGTERM) under load.</summary>
public sealed class TerminationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(0, "apiserver")]
    [InlineData(3, "apiserver,controllers,scheduler")]
    public async Task Server_answers_what_runs_closes_watches_and_ends_in_time(int stalledClients, string components)
    {
        using var directory = new DataDirectory();
        var writers = Enumerable.Range(0, 6).Select(number => new Writer(new WriterScript(number))).ToList();
        await using (var server = await ServerProgram.StartReadyAsync(directory.Path, components))
        {
            using var http = server.Connect();
            using var stalled = await StalledClients.StartAsync(server, stalledClients);
            var watch = FollowAsync(http);
            var writing = writers.Select(writer => writer.RunAsync(http, CancellationToken.None)).ToList();
            await Task.WhenAny(Task.WhenAll(writing), WaitForStepsAsync(writers, 200));

            var took = await server.TerminateAsync();

            Assert.True(took < Limit, $"it took {took}");
            Assert.Equal(0, server.ExitCode);
            Assert.All(await Task.WhenAll(writing), Assert.NotNull);
            Assert.True(await watch > 0, "nothing was watched");
            Assert.DoesNotContain(server.Lines, line => line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal));
        }

        // A request without an answer was not begun: nothing is there that was not acknowledged.
        await using var again = await ServerProgram.StartReadyAsync(directory.Path);
        using var second = again.Connect();
        var list = await MapApi.ListAsync(second, CancellationToken.None);
        var before = writers.Sum(writer => writer.Done);
        writers.ForEach(writer => writer.Check(list));
        Assert.Equal(before, writers.Sum(writer => writer.Done));
    }

    // The stream ends in order, which is what makes clients begin a new watch; else reading throws.
    private static async Task<int> FollowAsync(HttpClient http)
    {
        using var response = await http.GetAsync($"{MapApi.Collection}?watch=1", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var lines = 0;
        while (await reader.ReadLineAsync() is not null)
        {
            lines++;
        }

        return lines;
    }

    private static async Task WaitForStepsAsync(List<Writer> writers, int steps)
    {
        while (writers.Sum(writer => writer.Done) < steps)
        {
            await Task.Delay(10);
        }
    }
}
