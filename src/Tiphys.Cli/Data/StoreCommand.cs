using System.CommandLine;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Output;
using Tiphys.Cluster.Configuration;
using Tiphys.Storage.Maintenance;

namespace Tiphys.Cli.Data;

/// <summary><c>tiphys store</c>: looks after the database of a cluster that does not run.</summary>
internal static class StoreCommand
{
    private const int Unsound = 1;

    public static Command Create(CliConsole console)
    {
        var command = new Command("store", "Check and compact the database of a cluster that does not run.");
        command.Subcommands.Add(Check(console));
        command.Subcommands.Add(Compact(console));
        return command;
    }

    private static Command Check(CliConsole console)
    {
        var command = new Command("check", "Read the whole database and tell what is damaged.");
        command.SetAction(parsed =>
        {
            var report = StoreMaintenance.Check(StoreOf(parsed));
            console.Out.WriteLine(
                $"{report.File}: {report.Entries} entries, revision {report.Revision}, {ByteSize.Format(report.FileBytes)}, of which {ByteSize.Format(report.FreeBytes)} are free");
            foreach (var problem in report.Problems)
            {
                console.Error.WriteLine($"tiphys: {problem}");
            }

            console.Out.WriteLine(report.IsSound ? "It is sound." : "It is damaged: put a backup in its place with 'tiphys restore FILE --force'.");
            return report.IsSound ? 0 : Unsound;
        });
        return command;
    }

    private static Command Compact(CliConsole console)
    {
        var command = new Command("compact", "Give the free space in the database back to the disk.");
        command.SetAction(parsed =>
        {
            var (before, after) = StoreMaintenance.Compact(StoreOf(parsed));
            console.Out.WriteLine($"{ByteSize.Format(before)} before, {ByteSize.Format(after)} now");
        });
        return command;
    }

    private static string StoreOf(ParseResult parsed) => ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!).Store;
}
