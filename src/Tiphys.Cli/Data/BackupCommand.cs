using System.CommandLine;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Output;
using Tiphys.Cluster.Backups;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Data;

/// <summary><c>tiphys backup</c>: all that makes the cluster what it is in one file, while it runs or not.</summary>
internal static class BackupCommand
{
    public static Command Create(CliConsole console)
    {
        var file = new Argument<string>("file") { Description = "File to make." };
        var command = new Command("backup", "Write objects, keys and settings of the cluster into a file, also while it runs.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!);
            var path = parsed.GetValue(file)!;
            var backup = await ClusterBackup.CreateAsync(directory, path, VersionCommand.ProgramVersion, TimeProvider.System, cancellationToken);
            var size = ByteSize.Format(new FileInfo(path).Length);
            console.Out.WriteLine($"{path}: {backup.Snapshot.Entries} objects at revision {backup.Snapshot.Revision}, {size}");
        });
        return command;
    }
}
