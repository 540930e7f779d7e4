using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Output;
using Tiphys.Client;
using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.Processes;

namespace Tiphys.Cli.Lifecycle;

/// <summary><c>tiphys status</c>: whether the cluster runs, and what it consists of.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(CliConsole console)
    {
        var output = new Option<string>("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("status", "Tell whether the cluster runs: nodes, components, versions, memory.") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var status = await ReadAsync(ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!), cancellationToken);
            if (parsed.GetValue(output) == "json")
            {
                console.Out.WriteLine(JsonSerializer.Serialize(status, ClusterStatusJson.Default.ClusterStatus));
            }
            else
            {
                Write(status, console.Out);
            }

            return status is { Running: true, Problem: null } ? 0 : 1;
        });
        return command;
    }

    private static async Task<ClusterStatus> ReadAsync(ClusterDirectory directory, CancellationToken cancellationToken)
    {
        if (ServerProcess.Find(directory) is not { } process)
        {
            return new ClusterStatus { Running = false, DataDirectory = directory.Root };
        }

        var status = new ClusterStatus
        {
            Running = true,
            DataDirectory = directory.Root,
            Server = process.Server,
            Pid = process.Pid,
            Version = process.Version,
            KubernetesVersion = VersionCommand.KubernetesVersion,
            UptimeSeconds = Math.Round((DateTimeOffset.UtcNow - process.Started).TotalSeconds, 1),
            MemoryBytes = process.ResidentBytes(),
            Components = process.Components,
        };
        return process.Ready ? await WithNodesAsync(status, directory, cancellationToken) : status with { Problem = "it is still starting" };
    }

    private static async Task<ClusterStatus> WithNodesAsync(ClusterStatus status, ClusterDirectory directory, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var access = ClusterAccess.Open(directory);
            var nodes = await access.Typed.ListAsync<Node>(null, new ListRequest(), limit.Token);
            var pods = await access.Typed.ListAsync<Pod>(null, new ListRequest(), limit.Token);
            return status with { Nodes = [.. nodes.Items.Select(node => LineOf(node, pods.Items.Count(pod => pod.Spec.NodeName == node.Metadata.Name)))] };
        }
        catch (Exception error) when (error is HttpRequestException or ApiException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return status with { Problem = $"the API server does not answer: {error.Message}" };
        }
    }

    private static ClusterStatus.NodeLine LineOf(Node node, int pods) => new(
        node.Metadata.Name,
        NodeWaiter.IsReady(node),
        node.Status.Addresses.FirstOrDefault(address => address.Type == "InternalIP")?.Address ?? "",
        pods,
        node.Status.NodeInfo.KubeletVersion,
        node.Status.NodeInfo.ContainerRuntimeVersion);

    private static void Write(ClusterStatus status, TextWriter writer)
    {
        if (!status.Running)
        {
            writer.WriteLine($"No cluster runs on {status.DataDirectory} (start it with 'tiphys up').");
            return;
        }

        writer.WriteLine($"Cluster      {status.Server} (data in {status.DataDirectory})");
        writer.WriteLine($"Version      tiphys {status.Version}, Kubernetes {status.KubernetesVersion}");
        writer.WriteLine($"Process      {status.Pid}, up {Uptime(status.UptimeSeconds ?? 0)}, {ByteSize.Format(status.MemoryBytes ?? 0)} resident");
        writer.WriteLine($"Components   {string.Join(", ", status.Components)}");
        if (status.Problem is not null)
        {
            writer.WriteLine($"Problem      {status.Problem}");
        }

        if (status.Nodes.Count > 0)
        {
            writer.WriteLine();
            TextTable.Write(writer, ["NODE", "STATUS", "ADDRESS", "PODS", "VERSION", "RUNTIME"], [.. status.Nodes.Select(RowOf)]);
        }
    }

    private static IReadOnlyList<string> RowOf(ClusterStatus.NodeLine node) =>
        [node.Name, node.Ready ? "Ready" : "NotReady", node.Address, node.Pods.ToString(CultureInfo.InvariantCulture), node.Version, node.ContainerRuntime];

    private static string Uptime(double seconds)
    {
        var span = TimeSpan.FromSeconds(seconds);
        return span.TotalHours >= 1 ? $"{(int)span.TotalHours}h{span.Minutes}m" : span.TotalMinutes >= 1 ? $"{span.Minutes}m{span.Seconds}s" : $"{span.Seconds}s";
    }
}
