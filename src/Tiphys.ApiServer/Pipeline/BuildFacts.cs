using System.Reflection;
using System.Runtime.InteropServices;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>What is known of the build.</summary>
internal static class BuildFacts
{
    /// <summary>The commit that was built; empty when the build had no repository.</summary>
    public static string Commit { get; } = typeof(BuildFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion is { } version
        && version.IndexOf('+') is var plus and >= 0
            ? version[(plus + 1)..]
            : "";

    /// <summary>When the program's file was written; empty when that cannot be told.</summary>
    public static string Date { get; } = Environment.ProcessPath is { } path ? new Time(File.GetLastWriteTimeUtc(path)).ToString() : "";

    /// <summary>Architecture as Go names it.</summary>
    public static string Architecture { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
