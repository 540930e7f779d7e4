using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Tiphys.Client.Events;

namespace Tiphys.Kubelet.Nodes;

/// <summary>
/// Registers the node and keeps its status: looked at every ten seconds, written when it says something new and at least every five minutes
/// (upstream: nodeStatusUpdateFrequency and nodeStatusReportFrequency).
/// </summary>
internal sealed partial class NodeRegistration(
    IKubernetesClient client,
    KubeletOptions options,
    NodeResources resources,
    Cri.IImageService images,
    IEventRecorder events,
    TimeProvider clock,
    ILogger logger)
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(7);

    private readonly NodeSystemInfo _info = NodeFacts.SystemInfo(options);
    private DateTimeOffset _reportedAt;

    /// <summary>The node as it was last read or written; null before it is registered.</summary>
    public Node? Node { get; private set; }

    /// <summary>Registers the node as ready, and tries until that works.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        for (var delay = FirstRetry; ; delay = delay * 2 < LongestRetry ? delay * 2 : LongestRetry)
        {
            try
            {
                await RegisterOnceAsync(cancellationToken);
                return;
            }
            catch (Exception error) when (IsTransient(error))
            {
                Log.NotRegistered(logger, error, options.NodeName);
                await Task.Delay(delay, clock, cancellationToken);
            }
        }
    }

    /// <summary>Keeps the status until the caller stops it. The node must be registered.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookPeriod, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await ReportAsync(isForced: false, cancellationToken);
            }
            catch (ApiException error) when (error.IsNotFound)
            {
                // Somebody has deleted the node: it is still here.
                await RegisterAsync(cancellationToken);
            }
            catch (Exception error) when (IsTransient(error))
            {
                Log.NotReported(logger, error, options.NodeName);
                Node = null;
            }
        }
    }

    private static bool IsTransient(Exception error) => error is ApiException or HttpRequestException or TimeoutException or IOException;

    private async Task RegisterOnceAsync(CancellationToken cancellationToken)
    {
        var wanted = await NewNodeAsync(cancellationToken);
        var isNew = true;
        try
        {
            Node = await client.CreateAsync(wanted, cancellationToken);
            _reportedAt = clock.GetUtcNow();
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            isNew = false;
            Node = await AdoptAsync(await client.GetAsync<Node>(null, options.NodeName, cancellationToken), wanted, cancellationToken);
        }

        // A new node has its status already, where the server takes it with the rest.
        var before = isNew ? NodeStatus.Empty : Node.Status;
        await ReportAsync(isForced: !isNew, cancellationToken);
        events.Record(Node, "Normal", "Starting", "Starting kubelet.");
        Tell(before, Node);
        Log.Registered(logger, options.NodeName);
    }

    private async Task<Node> NewNodeAsync(CancellationToken cancellationToken) => Node.Empty with
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = options.NodeName,
            Labels = NodeStatuses.Labels(options),
            Annotations = ApiMap.Of("volumes.kubernetes.io/controller-managed-attach-detach", "true"),
        },
        Spec = WithPodCidr(NodeSpec.Empty with { Taints = options.RegisterWithTaints.ToApiList() }),
        Status = await StatusAsync(NodeStatus.Empty, cancellationToken),
    };

    // What is labelled and tainted since then stays; what says which machine this is, does not.
    private async Task<Node> AdoptAsync(Node found, Node wanted, CancellationToken cancellationToken)
    {
        var adopted = found with
        {
            Metadata = found.Metadata with
            {
                Labels = found.Metadata.Labels.SetItems(wanted.Metadata.Labels),
                Annotations = found.Metadata.Annotations.SetItems(wanted.Metadata.Annotations),
            },
            Spec = WithPodCidr(found.Spec),
        };
        return adopted == found ? found : await client.UpdateAsync(adopted, null, cancellationToken);
    }

    private NodeSpec WithPodCidr(NodeSpec spec) =>
        options.PodCidr is { } cidr && spec.PodCIDR.Length == 0 ? spec with { PodCIDR = cidr, PodCIDRs = [cidr] } : spec;

    private async Task ReportAsync(bool isForced, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var node = Node ??= await client.GetAsync<Node>(null, options.NodeName, cancellationToken);
            var status = await StatusAsync(node.Status, cancellationToken);
            var now = clock.GetUtcNow();
            if (!isForced && NodeStatuses.SaySame(node.Status, status) && now - _reportedAt < ReportPeriod)
            {
                return;
            }

            try
            {
                Node = await client.UpdateAsync(node with { Status = status }, "status", cancellationToken);
                _reportedAt = now;
                if (!isForced)
                {
                    Tell(node.Status, Node);
                }

                return;
            }
            catch (ApiException error) when (error.IsConflict && attempt < 5)
            {
                Node = await client.GetAsync<Node>(null, options.NodeName, cancellationToken);
            }
        }
    }

    private void Tell(NodeStatus before, Node node)
    {
        foreach (var reason in NodeStatuses.Events(before, node.Status))
        {
            events.Record(node, "Normal", reason, $"Node {options.NodeName} status is now: {reason}");
        }
    }

    private async Task<NodeStatus> StatusAsync(NodeStatus before, CancellationToken cancellationToken) => NodeStatuses.Build(
        before,
        options,
        resources,
        _info,
        NodePressure.Read(options.RootDirectory),
        await images.ListImagesAsync(cancellationToken),
        clock.GetUtcNow());

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "node {Node} could not be registered yet")]
        public static partial void NotRegistered(ILogger logger, Exception error, string node);

        [LoggerMessage(2, LogLevel.Warning, "status of node {Node} could not be written")]
        public static partial void NotReported(ILogger logger, Exception error, string node);

        [LoggerMessage(3, LogLevel.Information, "node {Node} is registered and ready")]
        public static partial void Registered(ILogger logger, string node);
    }
}
