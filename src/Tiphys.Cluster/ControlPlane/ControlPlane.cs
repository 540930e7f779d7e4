using System.Net;
using System.Net.Sockets;
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
using Tiphys.ApiServer.ServiceAccounts;
using Tiphys.Storage;
using Tiphys.Storage.Embedded;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>A running API server over its own store, with the cluster's certificates and its control loops: the part of a cluster that needs neither root nor Linux.</summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private static readonly string[] ServiceNames =
        ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost"];

    private const string Issuer = "https://kubernetes.default.svc.cluster.local";

    // In the order in which they are closed.
    private readonly IReadOnlyList<object> _parts;
    private readonly ApiServerHost _host;
    private readonly ControlLoops _loops;
    private readonly CertificateAuthority _authority;
    private readonly string _clusterName;

    private ControlPlane(IReadOnlyList<object> parts, ApiServerHost host, ControlLoops loops, CertificateAuthority authority, string clusterName)
    {
        _parts = parts;
        _host = host;
        _loops = loops;
        _authority = authority;
        _clusterName = clusterName;
    }

    /// <summary>Where the API server answers.</summary>
    public Uri Address => _host.Address;

    /// <summary>Opens the store and starts the API server; what was started is stopped again when a later step fails.</summary>
    /// <exception cref="StoreOpenException">The data directory is in use, damaged or foreign.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<ControlPlane> StartAsync(ControlPlaneOptions options, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        var parts = new Stack<object>();
        try
        {
            var pki = Path.Combine(options.DataDirectory, "pki");
            var authority = Keep(parts, CertificateAuthority.LoadOrCreate(pki, options.Clock));
            var key = Keep(parts, ServiceAccountKey.LoadOrCreate(Path.Combine(pki, "sa.key")));
            var storeDirectory = Path.Combine(options.DataDirectory, "store");
            var store = Keep(parts, EmbeddedStore.Open(storeDirectory, new StoreOptions { TimeProvider = options.Clock }));
            var server = new ApiServerCore(store, KindStrategies.All, options.Clock);
            DefaultAdmission.Install(server);
            var access = Keep(parts, AccessControl.Install(server, authority, key, Issuer));
            var network = await ServiceNetwork.StartAsync(server, options.ServiceNetwork, cancellationToken);
            var host = Keep(parts, await ApiServerHost.StartAsync(server, HostOptions(server, access, options, authority), loggers, cancellationToken));
            await network.PublishAsync(new IPEndPoint(AdvertisedAddress(options.Listen.Address), host.Address.Port), cancellationToken);
            var loops = Keep(parts, ControlLoops.Start(server, options, authority.CertificatePem, loggers ?? NullLoggerFactory.Instance));
            return new ControlPlane([.. parts], host, loops, authority, options.ClusterName);
        }
        catch
        {
            await CloseAsync(parts);
            throw;
        }
    }

    /// <summary>Ends when a control loop fails, with its failure; otherwise not before the control plane is closed.</summary>
    public Task Completion => _loops.Completion;

    /// <summary>A kubeconfig for an administrator of the cluster.</summary>
    public string AdminKubeconfig()
    {
        using var client = _authority.IssueClient("kubernetes-admin", ["system:masters"]);
        return Kubeconfig.Write(_clusterName, Address, _authority.CertificatePem, client);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync(_parts);

    private static T Keep<T>(Stack<object> parts, T part)
        where T : notnull
    {
        parts.Push(part);
        return part;
    }

    private static async ValueTask CloseAsync(IEnumerable<object> parts)
    {
        foreach (var part in parts)
        {
            if (part is IAsyncDisposable closing)
            {
                await closing.DisposeAsync();
            }
            else
            {
                ((IDisposable)part).Dispose();
            }
        }
    }

    private static ApiServerHostOptions HostOptions(
        ApiServerCore server, AccessControl access, ControlPlaneOptions options, CertificateAuthority authority) => new()
    {
        Listen = options.Listen,
        Certificate = ServingCertificate(authority, options.Listen.Address, options.ServiceNetwork),
        Authenticators = access.Authenticators,
        Endpoints = [new DiscoveryEndpoint(server), new OpenApiEndpoint(server)],
        BootstrapObjects = BootstrapRbac.Read(),
    };

    // Where the server listens everywhere, the host's first address of that family stands for it.
    private static IPAddress AdvertisedAddress(IPAddress listen)
    {
        if (!listen.Equals(IPAddress.Any) && !listen.Equals(IPAddress.IPv6Any))
        {
            return listen;
        }

        var known = Dns.GetHostAddresses(Dns.GetHostName(), listen.AddressFamily == AddressFamily.InterNetwork ? AddressFamily.InterNetwork : AddressFamily.Unspecified);
        return known.FirstOrDefault(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal) ?? IPAddress.Loopback;
    }

    private static X509Certificate2 ServingCertificate(CertificateAuthority authority, IPAddress listen, ServiceNetworkOptions network)
    {
        IPAddress[] addresses = listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any)
            ? [IPAddress.Loopback, IPAddress.IPv6Loopback, .. Dns.GetHostAddresses(Dns.GetHostName())]
            : [IPAddress.Loopback, IPAddress.IPv6Loopback, listen];
        return authority.IssueServing("kube-apiserver", [.. ServiceNames, Dns.GetHostName()], [.. addresses.Concat(network.ServerAddresses).Distinct()]);
    }
}
