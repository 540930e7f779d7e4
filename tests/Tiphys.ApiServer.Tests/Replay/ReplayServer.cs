using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Allocation;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization.Rbac;
using Tiphys.ApiServer.Certificates;
using Tiphys.ApiServer.Discovery;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.OpenApi;
using Tiphys.ApiServer.Proxying;
using Tiphys.ApiServer.ServiceAccounts;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>A whole API server over a store in memory, which speaks plain HTTP and takes the replay for an administrator.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";

    // Keys take long to make, and no scenario looks at them.
    private static readonly Lazy<CertificateAuthority> Authority = new(() => CertificateAuthority.Create("replay", TimeProvider.System));
    private static readonly Lazy<KubeletConnector> Kubelets = new(() => new KubeletConnector(Authority.Value));
    private static readonly Lazy<ServiceAccountKey> Key = new(ServiceAccountKey.Create);

    private readonly EmbeddedStore _store;
    private readonly AccessControl _access;
    private readonly ApiServerHost _host;
    private readonly ConnectEndpoint _connect;
    private readonly InProcessClient _client;
    private readonly ReplayControllers? _controllers;

    private ReplayServer(
        PausingClock clock,
        EmbeddedStore store,
        AccessControl access,
        ConnectEndpoint connect,
        ApiServerHost host,
        InProcessClient client,
        ReplayControllers? controllers)
    {
        Clock = clock;
        _store = store;
        _access = access;
        _host = host;
        _connect = connect;
        _client = client;
        _controllers = controllers;
        Http = new ReplayClient(host.Address);
    }

    public PausingClock Clock { get; }

    public ReplayClient Http { get; }

    public Uri Address => _host.Address;

    /// <summary>Starts one.</summary>
    /// <param name="keepsStatuses">False for nobody but the clients to write.</param>
    /// <param name="hasControllers">True for controllers beside the server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ReplayServer> StartAsync(bool keepsStatuses, bool hasControllers, CancellationToken cancellationToken)
    {
        var clock = new PausingClock();
        var store = EmbeddedStore.InMemory();
        var server = new ApiServerCore(store, KindStrategies.All, clock);
        DefaultAdmission.Install(server);
        var access = AccessControl.Install(server, Authority.Value, Key.Value, Issuer);
        var connect = new ConnectEndpoint(server, Kubelets.Value);
        var options = new ApiServerHostOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Authenticators = [new ReplayAuthenticator(), .. access.Authenticators],
            Endpoints = [new DiscoveryEndpoint(server), new OpenApiEndpoint(server), connect, .. access.Endpoints],
            BootstrapObjects = BootstrapRbac.Read(),
            KeepsStatuses = keepsStatuses,
        };
        var network = await ServiceNetwork.StartAsync(server, new ServiceNetworkOptions(), cancellationToken);
        var host = await ApiServerHost.StartAsync(server, options, null, cancellationToken);
        await network.PublishAsync(new IPEndPoint(IPAddress.Loopback, 6443), cancellationToken);
        var controllers = hasControllers ? new ReplayControllers(server) : null;
        return new(clock, store, access, connect, host, new InProcessClient(server, ReplayAuthenticator.Admin, "replay"), controllers);
    }

    /// <summary>Makes a namespace with what a controller would put into it.</summary>
    public async Task CreateNamespaceAsync(string name, ApiMap<string> labels, CancellationToken cancellationToken)
    {
        await _client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = name, Labels = labels } }, cancellationToken);
        await _client.CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Name = "default", Namespace = name } }, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_controllers is not null)
        {
            await _controllers.DisposeAsync();
        }

        await _host.DisposeAsync();
        _connect.Dispose();
        _access.Dispose();
        await _store.DisposeAsync();
    }
}
