using System.Net;
using Tiphys.Durability.Tests.Server;

namespace Tiphys.Durability.Tests.Shutdown;

/// <summary>Clients that open watches and do not read them, and that begin bodies and do not end them.</summary>
internal sealed class StalledClients : IDisposable
{
    private readonly List<HttpClient> _connections = [];
    private readonly List<HttpResponseMessage> _watches = [];
    private readonly List<Task> _posts = [];
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Lets so many of each kind stall.</summary>
    public static async Task<StalledClients> StartAsync(ServerProgram server, int count)
    {
        var stalled = new StalledClients();
        for (var i = 0; i < count; i++)
        {
            var http = server.Connect();
            stalled._connections.Add(http);
            stalled._watches.Add(await http.GetAsync($"{MapApi.Collection}?watch=1", HttpCompletionOption.ResponseHeadersRead));
            stalled._posts.Add(stalled.PostForEverAsync(http));
        }

        return stalled;
    }

    public void Dispose()
    {
        _ending.Cancel();
        _watches.ForEach(watch => watch.Dispose());
        _connections.ForEach(connection => connection.Dispose());
        _ending.Dispose();
    }

    private async Task PostForEverAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.PostAsync(MapApi.Collection, new EndlessContent(), _ending.Token);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            // The server gave up, or the test.
        }
    }

    private sealed class EndlessContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("{\"metadata\":{"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
