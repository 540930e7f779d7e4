using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tiphys.WebServer;

/// <summary>
/// Kestrel with one handler and nothing around it: no settings that are read from or watched in the working directory, no hold on the
/// process's signals, and no speed that clients must keep, for streams may rest.
/// </summary>
public sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpServer(WebApplication application) => _application = application;

    /// <summary>Where it answers, with the ports that it got, in the order of the options.</summary>
    public IReadOnlyList<Uri> Addresses =>
        [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <summary>The first of the addresses.</summary>
    public Uri Address => Addresses[0];

    /// <summary>What reacts to the signals of the process.</summary>
    internal IHostLifetime Lifetime => _application.Services.GetRequiredService<IHostLifetime>();

    /// <summary>Listens. Requests are for the handler from then on.</summary>
    /// <exception cref="IOException">An address is taken.</exception>
    public static async Task<HttpServer> StartAsync(HttpServerOptions options, RequestDelegate handler, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        if (loggers is not null)
        {
            builder.Services.AddSingleton(loggers);
        }

        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPoolFactory>();
        var application = builder.Build();
        application.Run(handler);
        try
        {
            await application.StartAsync(cancellationToken);
            return new HttpServer(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops to listen, and waits for what is in flight until the token says to cut it off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _application.StopAsync(cancellationToken);

    /// <summary>Gives everything up; <see cref="StopAsync"/> before it lets requests end.</summary>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, HttpServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        options.Limits(kestrel.Limits);
        foreach (var endpoint in options.Listen)
        {
            kestrel.Listen(endpoint, listen => Configure(listen, options));
        }
    }

    private static void Configure(ListenOptions listen, HttpServerOptions options)
    {
        listen.Protocols = options.Certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        if (options.Certificate is null)
        {
            return;
        }

        listen.UseHttps(https =>
        {
            https.ServerCertificate = options.Certificate;
            if (options.TakesClientCertificates)
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
                https.OnAuthenticate = static (_, tls) => tls.CertificateChainPolicy = Unchecked();
            }
        });
    }

    // A chain of the client's certificate is built in any case. Against the machine's authorities, which it is not of, that would cost
    // several times as much as the rest of a handshake.
    private static X509ChainPolicy Unchecked() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    /// <summary>The usual lifetime would take SIGTERM and Ctrl-C away from the program around it.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
