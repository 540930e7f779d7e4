using System.CommandLine;
using Tiphys.Cli.Commands;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Lifecycle;

/// <summary><c>tiphys logs</c>: what the cluster's process says when it runs in the background.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static Command Create(CliConsole console)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is written from now on." };
        var lines = new Option<int>("--lines", "-n") { Description = "So many lines from the end.", DefaultValueFactory = _ => 100 };
        var command = new Command("logs", "Print what the cluster's process says.") { follow, lines };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!).ServerLog;
            if (!File.Exists(file))
            {
                throw new CliException($"there is no log {file}: no cluster was started there in the background");
            }

            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            await WriteEndAsync(reader, parsed.GetValue(lines), console, cancellationToken);
            if (parsed.GetValue(follow))
            {
                await FollowAsync(reader, console, cancellationToken);
            }
        });
        return command;
    }

    private static async Task WriteEndAsync(StreamReader reader, int count, CliConsole console, CancellationToken cancellationToken)
    {
        var last = new Queue<string>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            last.Enqueue(line);
            if (last.Count > count)
            {
                last.Dequeue();
            }
        }

        foreach (var line in last)
        {
            console.Out.WriteLine(line);
        }
    }

    private static async Task FollowAsync(StreamReader reader, CliConsole console, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                console.Out.WriteLine(line);
            }
            else
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
