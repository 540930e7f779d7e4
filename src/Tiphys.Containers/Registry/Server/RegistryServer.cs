using System.Net;
using Tiphys.Containers.Images;
using Tiphys.WebServer;

namespace Tiphys.Containers.Registry.Server;

/// <summary>
/// An image registry over an <see cref="ImageStore"/>: pull, push, discovery and deletion of OCI distribution-spec 1.1.
/// With <c>?ns=REGISTRY</c> it also serves what the store has of other registries, so that nodes can be mirrors for each other.
/// </summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private readonly HttpServer _server;
    private readonly RegistryHandler _handler;

    private RegistryServer(HttpServer server, RegistryHandler handler, string domain) =>
        (_server, _handler, Domain) = (server, handler, domain);

    public int Port => _server.Address.Port;

    /// <summary>The registry's name in references.</summary>
    public string Domain { get; }

    /// <summary>Starts to listen. Disposing the result stops the server and ends its requests.</summary>
    public static async Task<RegistryServer> StartAsync(ImageStore store, RegistryServerOptions options, CancellationToken cancellationToken)
    {
        // The handler needs the port, which is known only when the server listens already.
        var ready = new TaskCompletionSource<RegistryHandler>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = await HttpServer.StartAsync(ServerOptions(options), async context => await (await ready.Task).HandleAsync(context), null, cancellationToken);
        var domain = options.Domain ?? $"localhost:{server.Address.Port}";
        var handler = new RegistryHandler(store, options, domain);
        ready.SetResult(handler);
        return new RegistryServer(server, handler, domain);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
        await _handler.DisposeAsync();
    }

    private static HttpServerOptions ServerOptions(RegistryServerOptions options) => new()
    {
        Listen = [new IPEndPoint(options.Address, options.Port)],
        Certificate = options.Certificate,

        // Layers have any size.
        Limits = static limits => limits.MaxRequestBodySize = null,
    };
}
