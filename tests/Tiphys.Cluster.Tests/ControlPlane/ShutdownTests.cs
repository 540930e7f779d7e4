using System.Net;
using System.Text;
using Tiphys.Client.Configuration;
using Tiphys.Client.Http;
using Tiphys.Cluster.ControlPlane;

namespace Tiphys.Cluster.Tests.ControlPlane;

public sealed class ShutdownTests : IDisposable
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-shutdown-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Request_under_way_is_answered_and_watches_end()
    {
        var controlPlane = await StartAsync();
        using var client = Client(controlPlane);
        using var watch = await client.GetAsync($"{Maps}?watch=1", HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await watch.Content.ReadAsStreamAsync());
        using var body = new HeldContent("""{"metadata":{"name":"slow"}}""");
        var post = client.PostAsync(Maps, body);
        await body.Begun;

        var closing = controlPlane.DisposeAsync();
        while (await events.ReadLineAsync() is not null)
        {
        }

        body.Finish();
        Assert.Equal(HttpStatusCode.Created, (await post).StatusCode);
        await closing;
    }

    [Fact]
    public async Task Request_that_never_ends_is_cut_off()
    {
        var controlPlane = await StartAsync();
        using var client = Client(controlPlane);
        using var body = new HeldContent("""{"metadata":{"name":"never"}}""");
        var post = client.PostAsync(Maps, body);
        await body.Begun;

        await controlPlane.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<Exception>(() => post);
    }

    private Task<Cluster.ControlPlane.ControlPlane> StartAsync() => Cluster.ControlPlane.ControlPlane.StartAsync(
        new ControlPlaneOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0) }, loggers: null, CancellationToken.None);

    private HttpClient Client(Cluster.ControlPlane.ControlPlane controlPlane)
    {
        var file = Path.Combine(_directory, "kubeconfig");
        File.WriteAllText(file, controlPlane.AdminKubeconfig());
        return ApiTransport.Create(Kubeconfig.Load(file).Resolve(), TimeProvider.System);
    }

    /// <summary>A body whose second half waits.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldContent(string json)
        {
            _bytes = Encoding.UTF8.GetBytes(json);
            Headers.ContentType = new("application/json");
        }

        public Task Begun => _begun.Task;

        public void Finish() => _finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, 5));
            await stream.FlushAsync();
            _begun.SetResult();
            await _finish.Task;
            await stream.WriteAsync(_bytes.AsMemory(5));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
