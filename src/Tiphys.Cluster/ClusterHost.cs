using System.Net;
using Microsoft.Extensions.Logging;
using Tiphys.ApiServer.Allocation;
using Tiphys.ApiServer.Certificates;
using Tiphys.Cluster.Backups;
using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.ControlPlane;
using Tiphys.Cluster.Hosting;
using Tiphys.Cluster.Nodes;
using Tiphys.Cluster.Processes;

namespace Tiphys.Cluster;

/// <summary>A running cluster in this process: the control plane, and the node when it is asked for.</summary>
public sealed class ClusterHost : IAsyncDisposable
{
    private readonly PartStack _parts;
    private readonly ControlPlane.ControlPlane _controlPlane;

    private ClusterHost(PartStack parts, ControlPlane.ControlPlane controlPlane, Task completion)
    {
        _parts = parts;
        _controlPlane = controlPlane;
        AdminKubeconfig = controlPlane.AdminKubeconfig();
        Completion = completion;
    }

    /// <summary>Where the API server answers.</summary>
    public Uri Address => _controlPlane.Address;

    /// <summary>A kubeconfig for an administrator of the cluster.</summary>
    public string AdminKubeconfig { get; }

    /// <summary>Ends when a part fails, with its failure.</summary>
    public Task Completion { get; }

    /// <summary>Starts all parts; what was started is stopped again when a later one fails.</summary>
    /// <exception cref="ClusterException">Something is missing on this machine; the message says what.</exception>
    public static async Task<ClusterHost> StartAsync(ClusterOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var parts = new PartStack();
        try
        {
            // Before anything is touched: two programs on one data directory would end each other's pods.
            parts.Keep(FileLock.Take(options.Directory.ServerLock)
                ?? throw new ClusterException($"a cluster already runs on {options.Directory.Root} (see 'tiphys status')"));
            ClusterRestore.RequireFinished(options.Directory);
            var record = parts.Keep(new ServerRecord(options));
            var host = options.Components.HasFlag(ClusterComponents.Node)
                ? await StartWithNodeAsync(parts, options, loggers, cancellationToken)
                : await StartControlPlaneAsync(parts, options, loggers, cancellationToken);
            Kubeconfig.Save(options.Directory.AdminKubeconfig, host.AdminKubeconfig);
            record.SetReady(host.Address);
            return host;
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops all parts; pods go on running.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private static async Task<ClusterHost> StartControlPlaneAsync(
        PartStack parts, ClusterOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var controlPlane = parts.Keep(await ControlPlane.ControlPlane.StartAsync(ControlPlaneOptionsOf(options), loggers, cancellationToken));
        return new ClusterHost(parts, controlPlane, controlPlane.Completion);
    }

    private static async Task<ClusterHost> StartWithNodeAsync(
        PartStack parts, ClusterOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        NodePreflight.Check();
        var node = new NodeOptions { Directory = options.Directory, Settings = options.Settings, Address = MachineFacts.PrimaryAddress() };
        var engine = parts.Keep(await NodeEngine.OpenAsync(node, loggers, options.Clock, cancellationToken));

        // The pod network's gateway exists now: pods reach the API server through it, wherever else it listens.
        var gateway = engine.Network.Gateway;
        var listensThere = options.Settings.ListenEndPoint.Address.Equals(IPAddress.Any);
        var planeOptions = ControlPlaneOptionsOf(options) with { AlsoListen = listensThere ? [] : [gateway] };
        var controlPlane = parts.Keep(await ControlPlane.ControlPlane.StartAsync(planeOptions, loggers, cancellationToken));
        await DnsService.EnsureAsync(controlPlane.Access.ClientOf("system:tiphys"), node.DnsAddress, cancellationToken);
        var host = parts.Keep(await NodeHost.StartAsync(engine, node, controlPlane, loggers, options.Clock, cancellationToken));
        return new ClusterHost(parts, controlPlane, Task.WhenAny(controlPlane.Completion, host.Completion).Unwrap());
    }

    private static ControlPlaneOptions ControlPlaneOptionsOf(ClusterOptions options) => new()
    {
        DataDirectory = options.Directory.Root,
        Listen = options.Settings.ListenEndPoint,
        ServiceNetwork = new ServiceNetworkOptions { ClusterRanges = [options.Settings.ServiceNetwork] },
        Loops = options.Components,
        Clock = options.Clock,
    };
}
