using System.CommandLine;
using Tiphys.Cli.Commands;
using Tiphys.Cluster.Backups;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Data;

/// <summary><c>tiphys restore</c>: puts a backup into a data directory in which no cluster runs.</summary>
internal static class RestoreCommand
{
    public static Command Create(CliConsole console)
    {
        var file = new Argument<string>("file") { Description = "Backup to restore." };
        var force = new Option<bool>("--force") { Description = "Take the place of the cluster that is in the data directory; that one is moved aside." };
        var command = new Command("restore", "Put a backup into a data directory in which no cluster runs.") { file, force };
        command.SetAction(parsed =>
        {
            var directory = ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!);
            var restored = ClusterRestore.Run(directory, parsed.GetValue(file)!, parsed.GetValue(force), TimeProvider.System);
            var (snapshot, manifest) = (restored.Contents.Snapshot, restored.Contents.Manifest);
            console.Out.WriteLine($"{directory.Root}: {snapshot.Entries} objects as of {manifest.Created.UtcDateTime:u}; start the cluster with 'tiphys up'");
            if (restored.Aside is { } aside)
            {
                console.Out.WriteLine($"What was there before is in {aside}.");
            }
        });
        return command;
    }
}
