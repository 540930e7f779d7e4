using System.Net;
using System.Text.Json.Nodes;
using Tiphys.Client.Configuration;
using Tiphys.Cluster.ControlPlane;

namespace Tiphys.Conformance.Tests;

/// <summary>A control plane without nodes in this process, and the API as bare JSON: controllers and scheduler run, containers do not.</summary>
public sealed class ConformanceCluster : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-conformance-").FullName;
    private ControlPlane _controlPlane = null!;
    private int _namespaces;

    internal JsonApi Api { get; private set; } = null!;

    public ValueTask InitializeAsync() => StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Makes a namespace; its service account comes a moment later, by a controller.</summary>
    internal async Task<string> NamespaceAsync()
    {
        var name = $"spec-{Interlocked.Increment(ref _namespaces)}";
        await Api.CreateAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        await UntilAsync("the service account is there", async () => (await Api.GetAsync($"/api/v1/namespaces/{name}/serviceaccounts/default")).Code == HttpStatusCode.OK);
        return name;
    }

    /// <summary>Waits for what a controller does.</summary>
    internal static async Task UntilAsync(string what, Func<Task<bool>> ask)
    {
        var end = DateTime.UtcNow + Patience;
        while (!await ask())
        {
            Assert.True(DateTime.UtcNow < end, $"still not: {what}");
            await Task.Delay(Pause);
        }
    }

    private async ValueTask StartAsync()
    {
        var options = new ControlPlaneOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        _controlPlane = await ControlPlane.StartAsync(options, loggers: null, CancellationToken.None);
        Api = new JsonApi(Administrator());
    }

    private async Task StopAsync()
    {
        Api.Dispose();
        await _controlPlane.DisposeAsync();
    }

    private HttpClient Administrator()
    {
        var access = Kubeconfig.Parse(_controlPlane.AdminKubeconfig(), _directory).Resolve();
        // What a client must know of the server's certificate is the clients' tests' matter.
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        handler.ClientCertificates.Add(access.ClientCertificate!);
        return new HttpClient(handler) { BaseAddress = _controlPlane.Address, Timeout = Patience };
    }
}

[CollectionDefinition(Name)]
public sealed class ConformanceCollection : ICollectionFixture<ConformanceCluster>
{
    public const string Name = "conformance";
}
