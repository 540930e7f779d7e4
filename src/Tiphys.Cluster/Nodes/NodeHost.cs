using System.Net;
using Microsoft.Extensions.Logging;
using Tiphys.Client.Informers;
using Tiphys.Cluster.Hosting;
using Tiphys.Kubelet.Server;
using Tiphys.Network.Dns;
using Tiphys.Network.Routing;
using Tiphys.Network.Services;

namespace Tiphys.Cluster.Nodes;

/// <summary>A node that runs pods: kubelet, service proxy and cluster DNS over one engine and one set of informers.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private const int DnsPort = 53;

    private readonly KubeletServer _server;
    private readonly LoopSet _loops;

    private NodeHost(KubeletServer server, LoopSet loops)
    {
        _server = server;
        _loops = loops;
    }

    /// <summary>Ends when a part of the node fails, with its failure.</summary>
    public Task Completion => _loops.Completion;

    /// <summary>Starts a node over an engine, which stays the caller's.</summary>
    /// <exception cref="IOException">The kubelet's port is taken.</exception>
    public static async Task<NodeHost> StartAsync(
        NodeEngine engine, NodeOptions options, ControlPlane.ControlPlane controlPlane, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var client = controlPlane.Access.ClientOf($"system:node:{options.Settings.NodeName}");
        var server = await KubeletServer.StartAsync(ServerOptions(options, controlPlane, clock), engine.Runtime, client, loggers, cancellationToken);
        var informers = new InformerFactory(client, clock, loggers);
        var kubelet = new Kubelet.Kubelet(
            client, informers, engine.Runtime, engine.Images, engine.Network, KubeletOptions(engine, options), clock, loggers);
        var proxy = new ServiceProxy(informers, options.Proxy, clock, loggers.CreateLogger<ServiceProxy>());
        var dns = new ClusterDns(informers, DnsOptions(options), clock, loggers);
        var routes = new NodeRoutes(informers, options.Settings.NodeName, nodeNamespace: null, clock, loggers.CreateLogger<NodeRoutes>());

        // The informers last, when all have asked for those they need.
        return new NodeHost(server, LoopSet.Start([kubelet.RunAsync, proxy.RunAsync, dns.RunAsync, routes.RunAsync, informers.RunAsync]));
    }

    /// <summary>Ends the node's work. Pods go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _loops.DisposeAsync();
    }

    private static KubeletServerOptions ServerOptions(NodeOptions options, ControlPlane.ControlPlane controlPlane, TimeProvider clock) => new()
    {
        NodeName = options.Settings.NodeName,
        Listen = new IPEndPoint(options.Address, options.Settings.KubeletPort),
        Certificate = controlPlane.IssueServing($"system:node:{options.Settings.NodeName}", [options.Settings.NodeName], [options.Address]),
        ClientAuthority = controlPlane.ClientAuthority,
        DataDirectory = options.Directory.Root,
        Clock = clock,
    };

    private static DnsServerOptions DnsOptions(NodeOptions options) => new()
    {
        Listen = [new IPEndPoint(options.DnsAddress, DnsPort)],
        ReverseZones = [options.Settings.PodNetwork, options.Settings.ServiceNetwork],
    };

    private static Kubelet.KubeletOptions KubeletOptions(NodeEngine engine, NodeOptions options) => new()
    {
        NodeName = options.Settings.NodeName,
        NodeIP = options.Address.ToString(),
        RootDirectory = options.Directory.Kubelet,
        ClusterDns = options.DnsAddress.ToString(),
        PodCidr = options.PodCidr.ToString(),
        ServerPort = options.Settings.KubeletPort,
        Cgroups = engine.Runtime.Cgroups,
        FreeImageContent = engine.Store.CollectGarbageAsync,
    };
}
