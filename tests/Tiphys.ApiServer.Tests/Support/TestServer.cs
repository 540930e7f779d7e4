using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Registry;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.Support;

/// <summary>The real handlers over a store in memory, with a namespace <c>default</c>.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly EmbeddedStore _store;

    private TestServer(EmbeddedStore store, IEnumerable<ResourceStrategy> strategies)
    {
        _store = store;
        Core = new ApiServerCore(store, strategies);
        Client = new InProcessClient(Core, new UserInfo { Name = "admin", Groups = ["system:masters"] }, "tests");
    }

    public ApiServerCore Core { get; }

    public InProcessClient Client { get; }

    public static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public static async Task<TestServer> StartAsync(params ResourceStrategy[] strategies)
    {
        var server = new TestServer(EmbeddedStore.InMemory(), strategies);
        await server.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "default" } }, Deadline);
        return server;
    }

    public static ConfigMap Map(string name, params (string Key, string Value)[] labels) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = "default",
            Labels = labels.Select(label => KeyValuePair.Create(label.Key, label.Value)).ToApiMap(),
        },
    };

    public Task<ConfigMap> CreateMapAsync(string name, params (string Key, string Value)[] labels) => Client.CreateAsync(Map(name, labels), Deadline);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
