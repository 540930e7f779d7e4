using System.CommandLine;

namespace Tiphys.Cli.Commands;

/// <summary>Options that every command has.</summary>
internal static class CommonOptions
{
    /// <summary>Where the cluster of this machine keeps all that it owns.</summary>
    public static Option<string> DataDirectory { get; } = new("--data-dir")
    {
        Description = "Directory of the cluster's data.",
        DefaultValueFactory = _ => "/var/lib/tiphys",
        Recursive = true,
    };
}
