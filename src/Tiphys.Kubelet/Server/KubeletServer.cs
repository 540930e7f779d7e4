using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Client;
using Tiphys.Containers;
using Tiphys.Kubelet.Server.Access;

namespace Tiphys.Kubelet.Server;

/// <summary>
/// The kubelet's own API over HTTPS (upstream's <c>pkg/kubelet/server</c>): logs, exec, attach, port-forward, statistics and metrics. The
/// API server passes users' connections on to it.
/// </summary>
public sealed class KubeletServer : IAsyncDisposable
{
    // A user's shell does not keep a node from stopping.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private KubeletServer(WebApplication application, CancellationTokenSource stopping, int port)
    {
        _application = application;
        _stopping = stopping;
        Port = port;
    }

    /// <summary>The port that it listens on; goes into the node's <c>status.daemonEndpoints</c>.</summary>
    public int Port { get; }

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
        var application = Build(options, runtime, client, loggers ?? NullLoggerFactory.Instance, stopping);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            stopping.Dispose();
            throw;
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new KubeletServer(application, stopping, new Uri(addresses.First()).Port);
    }

    /// <summary>Ends the streams and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using (var deadline = new CancellationTokenSource(StopTimeout))
        {
            await _application.StopAsync(deadline.Token);
        }

        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private static WebApplication Build(
        KubeletServerOptions options, IContainerRuntime runtime, IKubernetesClient? client, ILoggerFactory loggers, CancellationTokenSource stopping)
    {
        // The framework would watch its working directory, with everything below it, for changes of settings that are not used here.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        var application = builder.Build();
        var access = new AccessCheck(options, client);
        var pipeline = new KubeletPipeline(access, KubeletRoutes.Create(options, runtime, stopping.Token), loggers.CreateLogger("Tiphys.Kubelet.Server"));
        application.Run(pipeline.InvokeAsync);
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, KubeletServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.AllowSynchronousIO = false;
        kestrel.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = options.Certificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;

                // Whether a certificate is good, AccessCheck says: it knows the cluster's authority.
                https.AllowAnyClientCertificate();
            });
        });
    }

    /// <summary>Leaves the process's signals to the program around it.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
