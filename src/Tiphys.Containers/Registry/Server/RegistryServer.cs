using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tiphys.Containers.Images;

namespace Tiphys.Containers.Registry.Server;

/// <summary>
/// An image registry over an <see cref="ImageStore"/>: pull, push, discovery and deletion of OCI distribution-spec 1.1.
/// With <c>?ns=REGISTRY</c> it also serves what the store has of other registries, so that nodes can be mirrors for each other.
/// </summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly RegistryHandler _handler;

    private RegistryServer(WebApplication application, RegistryHandler handler, int port, string domain) =>
        (_application, _handler, Port, Domain) = (application, handler, port, domain);

    /// <summary>What reacts to the signals of the process.</summary>
    internal IHostLifetime Lifetime => _application.Services.GetRequiredService<IHostLifetime>();

    public int Port { get; }

    /// <summary>The registry's name in references.</summary>
    public string Domain { get; }

    /// <summary>Starts to listen. Disposing the result stops the server and ends its requests.</summary>
    public static async Task<RegistryServer> StartAsync(ImageStore store, RegistryServerOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // Layers have any size, and come as fast as they come.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Address, options.Port, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
                else
                {
                    listen.Protocols = HttpProtocols.Http1;
                }
            });
        });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        var application = builder.Build();
        // The handler needs the port, which is known only when the server listens already.
        var ready = new TaskCompletionSource<RegistryHandler>(TaskCreationOptions.RunContinuationsAsynchronously);
        application.Run(async context => await (await ready.Task).HandleAsync(context));
        try
        {
            await application.StartAsync(cancellationToken);
            var port = PortOf(application);
            var domain = options.Domain ?? $"localhost:{port}";
            var handler = new RegistryHandler(store, options, domain);
            ready.SetResult(handler);
            return new RegistryServer(application, handler, port, domain);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        await _handler.DisposeAsync();
    }

    /// <summary>
    /// Leaves the process's signals alone: the usual lifetime would take SIGTERM and Ctrl-C away from the program around it.
    /// </summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static int PortOf(WebApplication application)
    {
        var address = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return BindingAddress.Parse(address).Port;
    }
}
