using Tiphys.ApiServer.Tests.Replay;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Resources;

/// <summary>A whole API server over HTTP, shared by the tests of all resources; each test works in a namespace of its own.</summary>
public sealed class ResourceServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ReplayServer _server = null!;
    private int _namespaces;

    internal JsonApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReplayServer.StartAsync(false, false, TestContext.Current.CancellationToken);
        var http = new HttpClient { BaseAddress = _server.Address, Timeout = Patience };
        http.DefaultRequestHeaders.Add(ReplayAuthenticator.Header, "1");
        Api = new JsonApi(http);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Makes a namespace with its service account and gives its name.</summary>
    internal async Task<string> NamespaceAsync()
    {
        var name = $"test-{Interlocked.Increment(ref _namespaces)}";
        await _server.CreateNamespaceAsync(name, default, TestContext.Current.CancellationToken);
        return name;
    }
}

[CollectionDefinition(Name)]
public sealed class ResourceCollection : ICollectionFixture<ResourceServer>
{
    public const string Name = "resources";
}
