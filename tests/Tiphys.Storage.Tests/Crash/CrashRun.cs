using System.Diagnostics;
using System.Globalization;
using Tiphys.Storage.Embedded;
using Tiphys.Storage.Tests.Support;

namespace Tiphys.Storage.Tests.Crash;

/// <summary>
/// Kills a writing process again and again on one data directory. After each kill the store must open and hold every
/// acknowledged write, and of the one write that each writer had under way either all or nothing.
/// </summary>
internal static class CrashRun
{
    // A long run may have the lowest priority on a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <returns>How many writes the checker found.</returns>
    public static async Task<int> RunAsync(int kills, int seed)
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(seed);
        var next = new int[CrashScript.Writers];
        var lastRevision = 0L;
        for (var kill = 0; kill < kills; kill++)
        {
            var acknowledged = await WriteUntilKilledAsync(directory.Path, next, random.Next(1, 400), random.Next(0, 2000));
            await using var store = EmbeddedStore.Open(directory.Path);

            var highest = Math.Max(lastRevision, acknowledged.Max(line => line.Revision));
            Assert.True(store.CurrentRevision >= highest, $"revision {store.CurrentRevision} after {highest} was acknowledged");
            for (var writer = 0; writer < CrashScript.Writers; writer++)
                next[writer] = Check(store, writer, acknowledged.Where(line => line.Writer == writer).Select(line => line.Step + 1).Append(next[writer]).Max());
            lastRevision = store.CurrentRevision;
        }

        return next.Sum();
    }

    // Returns the step that the writer goes on with.
    private static int Check(EmbeddedStore store, int writer, int acknowledged)
    {
        var actual = store.Range(CrashScript.Prefix(writer)).Entries.ToDictionary(entry => entry.Key, entry => entry.Text());
        var before = CrashScript.StateBefore(writer, acknowledged);
        var after = CrashScript.StateBefore(writer, acknowledged + 1);
        if (actual.Count == before.Count && before.All(entry => actual.GetValueOrDefault(entry.Key) == entry.Value))
            return acknowledged;
        Assert.Equal(after, new SortedDictionary<string, string>(actual, StringComparer.Ordinal));
        return acknowledged + 1;
    }

    private static async Task<List<Line>> WriteUntilKilledAsync(string directory, int[] next, int linesBefore, int spinsBefore)
    {
        using var process = Start(directory, next);
        var lines = new List<Line>();
        try
        {
            while (lines.Count < linesBefore && await process.StandardOutput.ReadLineAsync(Patience()) is { } text)
                lines.Add(Line.Parse(text));
            Thread.SpinWait(spinsBefore); // so that the kill hits any phase of a commit
        }
        finally
        {
            process.Kill(); // SIGKILL
        }

        while (await process.StandardOutput.ReadLineAsync(Patience()) is { } text)
        {
            if (Line.IsWhole(text))
                lines.Add(Line.Parse(text));
        }

        await process.WaitForExitAsync(Patience());
        Assert.True(lines.Count >= linesBefore, $"the writer ended by itself with exit code {process.ExitCode}");
        return lines;
    }

    private static CancellationToken Patience() => new CancellationTokenSource(Limit).Token;

    private static Process Start(string directory, int[] next)
    {
        string[] arguments = [CrashWriter.Command, directory, .. next.Select(step => step.ToString(CultureInfo.InvariantCulture))];
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
    }

    private readonly record struct Line(int Writer, int Step, long Revision)
    {
        // The last line may be cut short by the kill: it counts only with its three numbers.
        public static bool IsWhole(string text) => text.Split(' ') is [_, _, { Length: > 0 }];

        public static Line Parse(string text)
        {
            var parts = text.Split(' ');
            return new Line(
                int.Parse(parts[0], CultureInfo.InvariantCulture),
                int.Parse(parts[1], CultureInfo.InvariantCulture),
                long.Parse(parts[2], CultureInfo.InvariantCulture));
        }
    }
}
