using Tiphys.Fuzz.Tests.Engine;
using Tiphys.Fuzz.Tests.Targets;

namespace Tiphys.Fuzz.Tests;

/// <summary>Each target with its corpus, what was found before, and a few changed inputs, the same in every run.</summary>
public sealed class FuzzTests
{
    private const int ChangedInputs = 500;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    public static TheoryData<string> TargetNames => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(TargetNames))]
    public void Target_takes_whatever_comes(string name)
    {
        var run = new FuzzRun(FuzzTargets.All.Single(target => target.Name == name), seed: 1, folder: null);
        run.RunCorpus();
        var found = Path.Combine(AppContext.BaseDirectory, "Findings", name);
        foreach (var file in Directory.Exists(found) ? Directory.GetFiles(found) : [])
        {
            run.Try(File.ReadAllBytes(file));
        }

        run.RunChanged(ChangedInputs, MaxTime);
    }

    // A harness that finds nothing proves nothing unless it can.
    [Fact]
    public void Parser_that_fails_is_found()
    {
        var target = new FuzzTarget("broken", ["{\"a\":1}"u8.ToArray()], input => input.AsSpan().IndexOf("null"u8) >= 0 ? throw new InvalidOperationException() : "");

        Assert.Throws<FuzzException>(() => new FuzzRun(target, seed: 1, folder: null).RunChanged(100_000, MaxTime));
    }
}
