using System.CommandLine;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Output;
using Tiphys.Client.Configuration;
using Tiphys.Cluster;
using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.Nodes;
using Tiphys.Cluster.Processes;

namespace Tiphys.Cli.Lifecycle;

/// <summary><c>tiphys down</c>: stops the cluster and leaves nothing running; with <c>--purge</c> its data goes too.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(10);

    public static Command Create(CliConsole console)
    {
        var purge = new Option<bool>("--purge") { Description = "Delete the cluster's data as well: objects, images, volumes." };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "File to take the cluster's context out of with --purge. [default: as kubectl]" };
        var grace = new Option<int>("--grace-period") { Description = "Seconds that containers get to end.", DefaultValueFactory = _ => 10 };
        var command = new Command("down", "Stop the cluster and its containers.") { purge, kubeconfig, grace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!);
            if (FindSettings(directory, parsed.GetValue(purge)) is not { } settings)
            {
                console.Error.WriteLine($"There is no cluster in {directory.Root}.");
                return;
            }

            NodePreflight.Check();
            using var alone = await FileLock.TakeAsync(directory.CommandLock, cancellationToken);
            var steps = StepReporter.For(console);
            var server = ServerProcess.Find(directory);
            await steps.RunAsync("Cluster", () => StopServerAsync(directory, server, cancellationToken), text => text);
            var node = new NodeOptions { Directory = directory, Settings = settings, Address = MachineFacts.PrimaryAddress() };
            var patience = TimeSpan.FromSeconds(parsed.GetValue(grace));
            await steps.RunAsync("Containers", () => RemoveRemainsAsync(node, patience, cancellationToken), text => text);
            if (parsed.GetValue(purge))
            {
                await steps.RunAsync("Data", () => PurgeAsync(node, parsed.GetValue(kubeconfig) ?? KubeconfigFile.DefaultPath()), text => text);
            }
        });
        return command;
    }

    // Damaged settings must not keep a cluster from being deleted.
    private static ClusterSettings? FindSettings(ClusterDirectory directory, bool purging)
    {
        try
        {
            return ClusterSettings.Find(directory);
        }
        catch (ClusterException) when (purging)
        {
            return ClusterPlanner.Recover(directory);
        }
    }

    private static async Task<string> StopServerAsync(ClusterDirectory directory, ServerProcess? server, CancellationToken cancellationToken)
    {
        if (server is null)
        {
            return "was not running";
        }

        await BackgroundServer.StopAsync(server, ServerPatience, TimeProvider.System, cancellationToken);
        ServerProcess.Forget(directory);
        return "stopped";
    }

    private static async Task<string> RemoveRemainsAsync(NodeOptions node, TimeSpan grace, CancellationToken cancellationToken)
    {
        using var running = FileLock.Take(node.Directory.ServerLock) ?? throw new CliException($"another program still uses {node.Directory.Root}");
        await NodeRemains.RemoveAsync(node, grace, cancellationToken);
        return "gone";
    }

    private static Task<string> PurgeAsync(NodeOptions node, string kubeconfig)
    {
        if (KubeconfigFile.FindServer(node.Directory.AdminKubeconfig, ContextName.Usual) is { } server)
        {
            foreach (var name in ContextName.All(node.Settings))
            {
                _ = KubeconfigFile.Remove(kubeconfig, name, server);
            }
        }

        Directory.Delete(node.Directory.Root, recursive: true);
        return Task.FromResult($"{node.Directory.Root} deleted");
    }
}
