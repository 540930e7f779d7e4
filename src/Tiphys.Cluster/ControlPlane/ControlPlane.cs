using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.ApiServer;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Allocation;
using Tiphys.ApiServer.Authorization.Rbac;
using Tiphys.ApiServer.Certificates;
using Tiphys.ApiServer.Discovery;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.OpenApi;
using Tiphys.ApiServer.Proxying;
using Tiphys.ApiServer.ServiceAccounts;
using Tiphys.Cluster.Backups;
using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.Hosting;
using Tiphys.Storage;
using Tiphys.Storage.Embedded;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>A running API server over its own store, with the cluster's certificates and its control loops: the part of a cluster that needs neither root nor Linux.</summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private static readonly string[] ServiceNames =
        ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost"];

    private const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private readonly PartStack _parts;
    private readonly ApiServerHost _host;
    private readonly ControlLoops _loops;
    private readonly CertificateAuthority _authority;
    private readonly string _clusterName;

    private ControlPlane(
        PartStack parts, ApiServerHost host, ControlLoops loops, CertificateAuthority authority, InProcessAccess access, string clusterName)
    {
        _parts = parts;
        _host = host;
        _loops = loops;
        _authority = authority;
        Access = access;
        _clusterName = clusterName;
    }

    /// <summary>Clients for components in this process.</summary>
    internal InProcessAccess Access { get; }

    /// <summary>Where the API server answers.</summary>
    public Uri Address => _host.Address;

    /// <summary>Opens the store and starts the API server; what was started is stopped again when a later step fails.</summary>
    /// <exception cref="StoreOpenException">The data directory is in use, damaged or foreign.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<ControlPlane> StartAsync(ControlPlaneOptions options, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        var parts = new PartStack();
        try
        {
            var pki = Path.Combine(options.DataDirectory, "pki");
            var authority = parts.Keep(CertificateAuthority.LoadOrCreate(pki, options.Clock));
            var key = parts.Keep(ServiceAccountKey.LoadOrCreate(Path.Combine(pki, "sa.key")));
            var storeDirectory = Path.Combine(options.DataDirectory, "store");
            var store = parts.Keep(EmbeddedStore.Open(storeDirectory, new StoreOptions { TimeProvider = options.Clock }));
            var server = new ApiServerCore(store, KindStrategies.All, options.Clock);
            DefaultAdmission.Install(server);
            var access = parts.Keep(AccessControl.Install(server, authority, key, Issuer));
            var network = await ServiceNetwork.StartAsync(server, options.ServiceNetwork, cancellationToken);
            var connect = parts.Keep(new ConnectEndpoint(server, parts.Keep(new KubeletConnector(authority))));
            var host = parts.Keep(await ApiServerHost.StartAsync(server, HostOptions(server, access, connect, options, authority), loggers, cancellationToken));
            await network.PublishAsync(new IPEndPoint(AdvertisedAddress(options), host.Address.Port), cancellationToken);
            var inProcess = new InProcessAccess(server);
            parts.Keep(StoreMonitor.Start(store, inProcess, options.Clock, loggers ?? NullLoggerFactory.Instance));
            var loops = parts.Keep(ControlLoops.Start(inProcess, options, authority.CertificatePem, loggers ?? NullLoggerFactory.Instance));
            return new ControlPlane(parts, host, loops, authority, inProcess, options.ClusterName);
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>The authority whose client certificates the cluster believes.</summary>
    internal X509Certificate2 ClientAuthority => _authority.Certificate;

    /// <summary>A certificate of the cluster's authority for a server of this machine.</summary>
    internal X509Certificate2 IssueServing(string name, IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses) =>
        _authority.IssueServing(name, dnsNames, addresses);

    /// <summary>Ends when a control loop fails, with its failure; otherwise not before the control plane is closed.</summary>
    public Task Completion => _loops.Completion;

    /// <summary>A kubeconfig for an administrator of the cluster.</summary>
    public string AdminKubeconfig()
    {
        using var client = _authority.IssueClient("kubernetes-admin", ["system:masters"]);
        return Kubeconfig.Write(_clusterName, Address, _authority.CertificatePem, client);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private static ApiServerHostOptions HostOptions(
        ApiServerCore server, AccessControl access, ConnectEndpoint connect, ControlPlaneOptions options, CertificateAuthority authority) => new()
    {
        Listen = options.Listen,
        AlsoListen = [.. options.AlsoListen.Select(address => new IPEndPoint(address, options.Listen.Port))],
        Certificate = ServingCertificate(authority, options),
        Authenticators = access.Authenticators,
        Endpoints = [connect, new DiscoveryEndpoint(server), new OpenApiEndpoint(server), new SnapshotEndpoint(server.Store), .. access.Endpoints],
        BootstrapObjects = BootstrapRbac.Read(),
        KeepsStatuses = true,
    };

    private static X509Certificate2 ServingCertificate(CertificateAuthority authority, ControlPlaneOptions options)
    {
        IPAddress[] listening = [options.Listen.Address, .. options.AlsoListen];
        IEnumerable<IPAddress> addresses =
        [
            IPAddress.Loopback, IPAddress.IPv6Loopback, .. options.ServiceNetwork.ServerAddresses, .. listening.Any(IsEverywhere) ? MachineFacts.Addresses() : listening,
        ];
        return authority.IssueServing("kube-apiserver", [.. ServiceNames, Dns.GetHostName()], addresses.Distinct());
    }

    // Pods come by the address that was added for them; where the server listens everywhere, the machine's own stands for it.
    private static IPAddress AdvertisedAddress(ControlPlaneOptions options) =>
        options.AlsoListen is [var first, ..] ? first : IsEverywhere(options.Listen.Address) ? MachineFacts.PrimaryAddress() : options.Listen.Address;

    private static bool IsEverywhere(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
