using System.CommandLine;
using Microsoft.Extensions.Logging;
using Tiphys.ApiServer.Certificates;
using Tiphys.Cluster;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Commands;

/// <summary><c>tiphys server</c>: runs in the foreground until it is told to stop.</summary>
internal static partial class ServerCommand
{
    private const string AllComponents = "apiserver,controllers,scheduler,node";

    public static Command Create(CliConsole console)
    {
        var wishes = new ClusterWishOptions();
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "File to write an administrator's kubeconfig to." };
        var components = new Option<string>("--components")
        {
            Description = "What to run: apiserver, controllers, scheduler, node; the API server always runs. All but node need neither root nor Linux.",
            DefaultValueFactory = _ => AllComponents,
        };
        var command = new Command("server", "Run the cluster in the foreground.") { kubeconfig, components };
        wishes.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var chosen = ParseComponents(parsed.GetValue(components)!);
            var directory = ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!);
            var options = new ClusterOptions
            {
                Directory = directory,
                Settings = ClusterPlanner.LoadOrPlan(directory, wishes.Read(parsed)),
                Components = chosen,
                Version = VersionCommand.ProgramVersion,
            };
            await RunAsync(options, parsed.GetValue(kubeconfig), console, cancellationToken);
        });
        return command;
    }

    private static async Task RunAsync(ClusterOptions options, string? kubeconfig, CliConsole console, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(format => format.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        var logger = loggers.CreateLogger("Tiphys");
        TaskScheduler.UnobservedTaskException += (_, failure) => Log.Unobserved(logger, failure.Exception);
        await using var cluster = await ClusterHost.StartAsync(options, loggers, cancellationToken);
        if (kubeconfig is not null)
        {
            Kubeconfig.Save(kubeconfig, cluster.AdminKubeconfig);
        }

        console.Error.WriteLine($"API server ready at {cluster.Address}");
        await await Task.WhenAny(cluster.Completion, WaitForEndAsync(cancellationToken));
    }

    private static async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
    }

    private static ClusterComponents ParseComponents(string text)
    {
        var chosen = ClusterComponents.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            chosen |= name switch
            {
                "apiserver" => ClusterComponents.None,
                "controllers" => ClusterComponents.Controllers,
                "scheduler" => ClusterComponents.Scheduler,
                "node" => ClusterComponents.Node,
                _ => throw new CliException($"--components knows apiserver, controllers, scheduler and node, not '{name}'"),
            };
        }

        return chosen;
    }

    private static partial class Log
    {
        // Each is a bug: a task that failed and that nobody asks.
        [LoggerMessage(1, LogLevel.Error, "unobserved exception")]
        public static partial void Unobserved(ILogger logger, Exception error);
    }
}
