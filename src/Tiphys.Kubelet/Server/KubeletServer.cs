using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Client;
using Tiphys.Containers;
using Tiphys.Kubelet.Server.Access;
using Tiphys.WebServer;

namespace Tiphys.Kubelet.Server;

/// <summary>
/// The kubelet's own API over HTTPS (upstream's <c>pkg/kubelet/server</c>): logs, exec, attach, port-forward, statistics and metrics. The
/// API server passes users' connections on to it.
/// </summary>
public sealed class KubeletServer : IAsyncDisposable
{
    // A user's shell does not keep a node from stopping.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpServer _server;
    private readonly CancellationTokenSource _stopping;

    private KubeletServer(HttpServer server, CancellationTokenSource stopping)
    {
        _server = server;
        _stopping = stopping;
    }

    /// <summary>The port that it listens on; goes into the node's <c>status.daemonEndpoints</c>.</summary>
    public int Port => _server.Address.Port;

    /// <summary>Listens.</summary>
    /// <param name="options">Addresses, certificates, and what the kubelet knows.</param>
    /// <param name="runtime">Containers are found in it by the kubelet's labels; stays the caller's.</param>
    /// <param name="client">
    /// Asked who a token is and what a user may do (TokenReview, SubjectAccessReview); null believes client certificates of
    /// <c>system:masters</c> alone.
    /// </param>
    /// <param name="loggers">Gets what goes wrong.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<KubeletServer> StartAsync(
        KubeletServerOptions options, IContainerRuntime runtime, IKubernetesClient? client, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        var stopping = new CancellationTokenSource();
        var access = new AccessCheck(options, client);
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Tiphys.Kubelet.Server");
        var pipeline = new KubeletPipeline(access, KubeletRoutes.Create(options, runtime, stopping.Token), logger);
        try
        {
            return new KubeletServer(await HttpServer.StartAsync(ServerOptions(options), pipeline.InvokeAsync, loggers, cancellationToken), stopping);
        }
        catch
        {
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Ends the streams and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using (var deadline = new CancellationTokenSource(StopTimeout))
        {
            await _server.StopAsync(deadline.Token);
        }

        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private static HttpServerOptions ServerOptions(KubeletServerOptions options) => new()
    {
        Listen = [options.Listen],
        Certificate = options.Certificate,
        TakesClientCertificates = true,
    };
}
