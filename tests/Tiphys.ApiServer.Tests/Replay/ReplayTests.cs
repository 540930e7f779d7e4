using System.Collections.Concurrent;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>The server answers as a real one did, but for the steps of pending.txt, which only shrinks (README.md).</summary>
public sealed class ReplayTests
{
    private static readonly Lazy<HashSet<string>> Pending = new(() => ReadList("pending.txt"));
    private static readonly Lazy<HashSet<string>> Racing = new(() => ReadList("racing.txt"));

    private static readonly Lock ReportGate = new();

    [Theory]
    [InlineData("kinds")]
    [InlineData("machinery")]
    [InlineData("validation")]
    [InlineData("defaulting")]
    [InlineData("admission")]
    public async Task Answers_are_as_recorded(string folder)
    {
        var results = new ConcurrentBag<StepResult>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Recordings.Read(folder), options, async (scenario, cancellationToken) =>
        {
            foreach (var result in await ScenarioRun.RunAsync(scenario, step => Pending.Value.Contains(step) || Racing.Value.Contains(step), cancellationToken))
            {
                results.Add(result);
            }
        });

        Report(results);
        var wrong = results.Where(step => !Racing.Value.Contains(step.Id)).Select(Judge).OfType<string>().Order(StringComparer.Ordinal).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} steps:\n{string.Join('\n', wrong)}");
    }

    private static HashSet<string> ReadList(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Replay", name)).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);

    private static string? Judge(StepResult step)
    {
        var isPending = Pending.Value.Contains(step.Id);
        return (step.Differences.Count > 0, isPending) switch
        {
            (true, false) => $"{step.Id} ({step.Title}) is not answered as recorded:\n    {string.Join("\n    ", step.Differences.Take(6))}",
            (false, true) => $"{step.Id} ({step.Title}) is answered as recorded now: remove it from the list",
            _ => null,
        };
    }

    private static void Report(IEnumerable<StepResult> results)
    {
        if (Environment.GetEnvironmentVariable("REPLAY_REPORT") is not { Length: > 0 } folder)
        {
            return;
        }

        lock (ReportGate)
        {
            Directory.CreateDirectory(folder);
            foreach (var step in results.Where(each => each.Differences.Count > 0).OrderBy(each => each.Id, new StepOrder()))
            {
                File.AppendAllText(Path.Combine(folder, "pending.txt"), step.Id + "\n");
                File.AppendAllText(Path.Combine(folder, "differences.txt"), $"{step.Id} ({step.Title})\n    {string.Join("\n    ", step.Differences.Take(12))}\n");
            }
        }
    }

    private sealed class StepOrder : IComparer<string>
    {
        public int Compare(string? x, string? y)
        {
            var (left, right) = (x!.Split('#'), y!.Split('#'));
            var byName = string.CompareOrdinal(left[0], right[0]);
            return byName != 0 ? byName : int.Parse(left[1], null).CompareTo(int.Parse(right[1], null));
        }
    }
}
