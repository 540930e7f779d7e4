using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.ApiServer.FlowControl;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.Upkeep;
using Tiphys.WebServer;

namespace Tiphys.ApiServer.Hosting;

/// <summary>
/// The API server behind Kestrel: HTTPS with HTTP/1.1 and HTTP/2 and client certificates, which the authenticators check.
/// </summary>
public sealed class ApiServerHost : IAsyncDisposable
{
    // A client that does not read its answer, or an open exec, must not keep the server: a whole program ends within 5 seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpServer _server;
    private readonly CancellationTokenSource _stopping;
    private readonly StatusUpkeep? _upkeep;

    private ApiServerHost(HttpServer server, StatusUpkeep? upkeep, FlowController flow, CancellationTokenSource stopping)
    {
        _server = server;
        _upkeep = upkeep;
        _stopping = stopping;
        Flow = flow;
    }

    /// <summary>Priority and fairness.</summary>
    internal FlowController Flow { get; }

    /// <summary>Where the server answers.</summary>
    public Uri Address => _server.Address;

    /// <summary>Creates what is missing of the bootstrap objects, and listens.</summary>
    public static async Task<ApiServerHost> StartAsync(
        ApiServerCore server, ApiServerHostOptions options, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        await Bootstrap.EnsureAsync(server, options.BootstrapObjects, cancellationToken);
        if (options.KeepsStatuses)
        {
            await LocalAPIServices.EnsureAsync(server, cancellationToken);
        }

        var stopping = new CancellationTokenSource();
        loggers ??= NullLoggerFactory.Instance;
        var flow = await FlowController.StartAsync(server, options.FlowControl, loggers.CreateLogger("Tiphys.ApiServer.FlowControl"), cancellationToken);
        var pipeline = Pipeline(server, options, flow, loggers, stopping);
        try
        {
            var http = await HttpServer.StartAsync(ServerOptions(options), pipeline.InvokeAsync, loggers, cancellationToken);
            var upkeep = options.KeepsStatuses ? StatusUpkeep.Start(server, loggers) : null;
            return new ApiServerHost(http, upkeep, flow, stopping);
        }
        catch
        {
            await flow.DisposeAsync();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Ends the watches, so that clients begin them anew elsewhere, answers what is in flight, and stops listening; cuts off what lasts longer than 3 seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_upkeep is not null)
        {
            await _upkeep.DisposeAsync();
        }

        using var limit = new CancellationTokenSource(Patience);
        await _server.StopAsync(limit.Token);
        await _server.DisposeAsync();
        await Flow.DisposeAsync();
        _stopping.Dispose();
    }

    private static RequestPipeline Pipeline(ApiServerCore server, ApiServerHostOptions options, FlowController flow, ILoggerFactory loggers, CancellationTokenSource stopping)
    {
        var metrics = new RequestMetrics();
        var health = new HealthEndpoint(server, () => stopping.IsCancellationRequested);
        var flowMetrics = new FlowMetrics(flow);
        IReadOnlyList<IEndpoint> endpoints =
        [
            health,
            new VersionEndpoint(server),
            new MetricsEndpoint(server, () => metrics.Render() + flowMetrics.Render(), health),
            new RootEndpoint(server, health),
            new FlowDumpEndpoint(server, flow),
            .. options.Endpoints,
        ];
        var gate = new FlowGate(server, flow, options.FlowControl);
        return new RequestPipeline(server, options.Authenticators, endpoints, metrics, gate, loggers.CreateLogger("Tiphys.ApiServer"), stopping.Token);
    }

    private static HttpServerOptions ServerOptions(ApiServerHostOptions options) => new()
    {
        Listen = [options.Listen, .. options.AlsoListen],
        Certificate = options.Certificate,
        TakesClientCertificates = true,
        Limits = static limits =>
        {
            // Bodies are limited where they are read, with the answer that clients know.
            limits.MaxRequestBodySize = null;
            limits.Http2.MaxStreamsPerConnection = 1000;
        },
    };
}
