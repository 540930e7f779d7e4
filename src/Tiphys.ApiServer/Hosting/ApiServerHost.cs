using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Hosting;

/// <summary>
/// The API server behind Kestrel: HTTPS with HTTP/1.1 and HTTP/2 and client certificates, which the authenticators check.
/// </summary>
public sealed class ApiServerHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private ApiServerHost(WebApplication application, CancellationTokenSource stopping, Uri address)
    {
        _application = application;
        _stopping = stopping;
        Address = address;
    }

    /// <summary>Where the server answers.</summary>
    public Uri Address { get; }

    /// <summary>Creates what is missing of the bootstrap objects, and listens.</summary>
    public static async Task<ApiServerHost> StartAsync(
        ApiServerCore server, ApiServerHostOptions options, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        await Bootstrap.EnsureAsync(server, options.BootstrapObjects, cancellationToken);
        var stopping = new CancellationTokenSource();
        var application = Build(server, options, loggers, stopping);
        await application.StartAsync(cancellationToken);
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new ApiServerHost(application, stopping, new Uri(addresses.First()));
    }

    /// <summary>Ends the watches, answers what is in flight, and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private static WebApplication Build(
        ApiServerCore server, ApiServerHostOptions options, ILoggerFactory? loggers, CancellationTokenSource stopping)
    {
        // The framework would watch its working directory, with everything below it, for changes of settings that are not used here.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        if (loggers is not null)
        {
            builder.Services.AddSingleton(loggers);
        }

        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();

        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        var application = builder.Build();
        var metrics = new RequestMetrics();
        IReadOnlyList<IEndpoint> endpoints =
        [
            new HealthEndpoint(server, () => stopping.IsCancellationRequested),
            new VersionEndpoint(server),
            new MetricsEndpoint(server, metrics),
            .. options.Endpoints,
        ];
        var logger = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tiphys.ApiServer");
        var pipeline = new RequestPipeline(server, options.Authenticators, endpoints, metrics, logger, stopping.Token);
        application.Run(pipeline.InvokeAsync);
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, ApiServerHostOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
        kestrel.AllowSynchronousIO = false;
        foreach (var endpoint in (IPEndPoint[])[options.Listen, .. options.AlsoListen])
        {
            kestrel.Listen(endpoint, listen => Configure(listen, options));
        }
    }

    private static void Configure(ListenOptions listen, ApiServerHostOptions options)
    {
        listen.Protocols = options.Certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        if (options.Certificate is null)
        {
            return;
        }

        listen.UseHttps(https =>
        {
            https.ServerCertificate = options.Certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;

            // Whether a certificate is good is for the authenticator to say, which knows the cluster's CA.
            https.AllowAnyClientCertificate();
        });
    }

    /// <summary>Leaves the process's signals alone: the usual lifetime would take SIGTERM and Ctrl-C away from the program around it.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
