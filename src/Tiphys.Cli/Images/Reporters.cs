using Tiphys.Containers;
using Tiphys.Containers.Build;

namespace Tiphys.Cli.Images;

/// <summary>Tells of each new phase of a pull, one line each.</summary>
internal sealed class PullReporter(CliConsole console) : IProgress<PullProgress>
{
    private PullPhase? _last;

    public void Report(PullProgress value)
    {
        if (value.Phase != _last && value.Phase != PullPhase.Done)
        {
            _last = value.Phase;
            console.Error.WriteLine(value.Phase.ToString().ToLowerInvariant());
        }
    }
}

/// <summary>Tells of each instruction of a Dockerfile, one line each.</summary>
internal sealed class BuildReporter(CliConsole console) : IProgress<BuildProgress>
{
    public void Report(BuildProgress value)
    {
        console.Error.WriteLine($"{value.Line,4}  {value.Text}{(value.Cached ? "  (cached)" : "")}");
        if (value.Warning is not null)
        {
            console.Error.WriteLine($"      warning: {value.Warning}");
        }
    }
}
