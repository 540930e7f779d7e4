using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Tiphys.ApiServer;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization.Rbac;
using Tiphys.ApiServer.Certificates;
using Tiphys.ApiServer.Discovery;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.Kinds;
using Tiphys.Storage;
using Tiphys.Storage.Embedded;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>A running API server over its own store, with the cluster's certificates: the part of a cluster that needs neither root nor Linux.</summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private static readonly string[] ServiceNames =
        ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost"];

    private readonly IStore _store;
    private readonly RbacAuthorizer _authorizer;
    private readonly ApiServerHost _host;
    private readonly CertificateAuthority _authority;
    private readonly string _clusterName;

    private ControlPlane(IStore store, RbacAuthorizer authorizer, ApiServerHost host, CertificateAuthority authority, string clusterName)
    {
        _store = store;
        _authorizer = authorizer;
        _host = host;
        _authority = authority;
        _clusterName = clusterName;
    }

    /// <summary>Where the API server answers.</summary>
    public Uri Address => _host.Address;

    /// <summary>Opens the store and starts the API server; what was started is stopped again when a later step fails.</summary>
    /// <exception cref="StoreOpenException">The data directory is in use, damaged or foreign.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<ControlPlane> StartAsync(ControlPlaneOptions options, ILoggerProvider? logging, CancellationToken cancellationToken)
    {
        var authority = CertificateAuthority.LoadOrCreate(Path.Combine(options.DataDirectory, "pki"), options.Clock);
        var store = EmbeddedStore.Open(Path.Combine(options.DataDirectory, "store"), new StoreOptions { TimeProvider = options.Clock });
        var authorizer = new RbacAuthorizer(store);
        try
        {
            var server = new ApiServerCore(store, KindStrategies.All, options.Clock) { Authorizer = authorizer };
            var host = await ApiServerHost.StartAsync(server, HostOptions(server, options, authority), logging, cancellationToken);
            return new ControlPlane(store, authorizer, host, authority, options.ClusterName);
        }
        catch
        {
            authorizer.Dispose();
            await store.DisposeAsync();
            authority.Dispose();
            throw;
        }
    }

    /// <summary>A kubeconfig for an administrator of the cluster.</summary>
    public string AdminKubeconfig()
    {
        using var client = _authority.IssueClient("kubernetes-admin", ["system:masters"]);
        return Kubeconfig.Write(_clusterName, Address, _authority.CertificatePem, client);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _authorizer.Dispose();
        await _store.DisposeAsync();
        _authority.Dispose();
    }

    private static ApiServerHostOptions HostOptions(ApiServerCore server, ControlPlaneOptions options, CertificateAuthority authority) => new()
    {
        Listen = options.Listen,
        Certificate = ServingCertificate(authority, options.Listen.Address),
        Authenticators = [new ClientCertificateAuthenticator(authority, options.Clock)],
        Endpoints = [new DiscoveryEndpoint(server)],
        BootstrapObjects = BootstrapRbac.Read(),
    };

    private static X509Certificate2 ServingCertificate(CertificateAuthority authority, IPAddress listen)
    {
        IPAddress[] addresses = listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any)
            ? [IPAddress.Loopback, IPAddress.IPv6Loopback, .. Dns.GetHostAddresses(Dns.GetHostName())]
            : [IPAddress.Loopback, IPAddress.IPv6Loopback, listen];
        return authority.IssueServing("kube-apiserver", [.. ServiceNames, Dns.GetHostName()], addresses.Distinct());
    }
}
