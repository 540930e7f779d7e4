using System.CommandLine;
using System.Reflection;

namespace Tiphys.Cli.Commands;

/// <summary><c>tiphys version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>Version of the Kubernetes API that Tiphys speaks.</summary>
    public const string KubernetesVersion = "v1.36.2";

    public static Command Create(CliConsole console)
    {
        var command = new Command("version", "Print the versions of Tiphys and of the Kubernetes API that it speaks.");
        command.SetAction(_ => console.Out.WriteLine($"tiphys {ProgramVersion} (Kubernetes {KubernetesVersion}, .NET {Environment.Version})"));
        return command;
    }

    /// <summary>Version of this program.</summary>
    public static string ProgramVersion =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
