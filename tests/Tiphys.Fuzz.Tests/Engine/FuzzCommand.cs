using System.Diagnostics;
using System.Globalization;
using Tiphys.Fuzz.Tests.Targets;

namespace Tiphys.Fuzz.Tests.Engine;

/// <summary><c>./test fuzz</c>: all targets in turn, for a time. Each finding is written into a folder; its input belongs under Findings.</summary>
internal static class FuzzCommand
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    /// <summary>Arguments: seconds, the seed, the folder for findings, and perhaps the name of one target.</summary>
    public static int Run(string[] args)
    {
        if (args is not [var seconds, var seedText, var folder, .. var only])
        {
            throw new ArgumentException("fuzz SECONDS SEED FOLDER [TARGET]");
        }

        Directory.CreateDirectory(folder);
        var duration = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        var seed = int.Parse(seedText, CultureInfo.InvariantCulture);
        Console.WriteLine($"fuzz: {duration} from seed {seed}, findings go to {folder}");
        var runs = FuzzTargets.All.Where(target => only.Length == 0 || only.Contains(target.Name)).Select(target => new FuzzRun(target, seed, folder)).ToList();
        var (began, findings) = (Stopwatch.GetTimestamp(), 0);
        runs.ForEach(run => findings += Keep(folder, run.RunCorpus));
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            foreach (var run in runs.TakeWhile(_ => Stopwatch.GetElapsedTime(began) < duration))
            {
                var rest = duration - Stopwatch.GetElapsedTime(began);
                findings += Keep(folder, () => run.RunChanged(long.MaxValue, rest < Turn ? rest : Turn));
            }
        }

        Console.WriteLine($"fuzz: {runs.Sum(run => run.Runs)} inputs, {runs.Sum(run => run.Outcomes)} kinds of outcome, {findings} findings");
        return findings == 0 ? 0 : 1;
    }

    private static int Keep(string folder, Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (FuzzException finding)
        {
            var file = Path.Combine(folder, finding.Target.Name, FuzzRun.FileNameOf(finding.Input));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, finding.Input);
            Console.WriteLine($"finding {file}: {finding.Message}\n{finding.InnerException?.StackTrace}");
            return 1;
        }
    }
}
