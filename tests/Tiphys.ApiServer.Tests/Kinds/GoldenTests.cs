namespace Tiphys.ApiServer.Tests.Kinds;

/// <summary>
/// Defaulting and validation answer as the recorded server did. Steps that do not yet are named in golden-pending.txt, and only there: one
/// that has come right must leave it. The environment variable GOLDEN_PENDING names a file to write the list of such steps to.
/// </summary>
public sealed class GoldenTests
{
    private static readonly Lazy<HashSet<string>> Pending = new(() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Kinds", "golden-pending.txt")).Where(line => line.Length > 0 && line[0] != ' ').ToHashSet());

    public static TheoryData<string> Names => [.. GoldenScenarios.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_as_recorded(string name)
    {
        var wrong = new List<string>();
        foreach (var step in GoldenScenarios.Steps(name).Where(GoldenRun.Knows))
        {
            var difference = GoldenRun.Difference(step);
            Record(step, difference);
            var isPending = Pending.Value.Contains(step.Id);
            if (difference is not null && !isPending)
            {
                wrong.Add($"{step.Id} ({step.Title}): {difference}");
            }
            else if (difference is null && isPending)
            {
                wrong.Add($"{step.Id} is right now: take it out of golden-pending.txt");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static void Record(GoldenStep step, string? difference)
    {
        if (Environment.GetEnvironmentVariable("GOLDEN_PENDING") is { Length: > 0 } file && difference is not null)
        {
            lock (Pending)
            {
                File.AppendAllText(file, $"{step.Id}\n");
                File.AppendAllText(file + ".why", $"{step.Id} ({step.Title}): {difference}\n");
            }
        }
    }
}
