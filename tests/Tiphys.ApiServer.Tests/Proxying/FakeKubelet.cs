using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tiphys.ApiServer.Certificates;

namespace Tiphys.ApiServer.Tests.Proxying;

/// <summary>Something that answers where a node's kubelet would: an echo behind any upgrade, and what a test wants for the rest.</summary>
internal sealed class FakeKubelet : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FakeKubelet(WebApplication application) => _application = application;

    public int Port { get; private set; }

    /// <summary>Method, path and query of the last request.</summary>
    public string LastRequest { get; private set; } = "";

    public IHeaderDictionary LastHeaders { get; private set; } = new HeaderDictionary();

    public string LastUser { get; private set; } = "";

    /// <summary>Refuses upgrades with <see cref="Answer"/>.</summary>
    public bool RefusesUpgrades { get; set; }

    public Func<HttpContext, Task> Answer { get; set; } = static http => http.Response.WriteAsync("hello");

    public static async Task<FakeKubelet> StartAsync(CertificateAuthority? authority)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var certificate = authority?.IssueServing("node-1", ["node-1"], [IPAddress.Loopback]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        }));
        var application = builder.Build();
        var kubelet = new FakeKubelet(application);
        application.Run(kubelet.HandleAsync);
        await application.StartAsync();
        kubelet.Port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return kubelet;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(soon.Token);
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        LastRequest = $"{http.Request.Method} {http.Features.Get<IHttpRequestFeature>()!.RawTarget}";
        LastHeaders = new HeaderDictionary(http.Request.Headers.ToDictionary(each => each.Key, each => each.Value));
        LastUser = http.Connection.ClientCertificate?.Subject ?? "";
        if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } feature || RefusesUpgrades)
        {
            await Answer(http);
            return;
        }

        http.Response.Headers.Upgrade = http.Request.Headers.Upgrade;
        http.Response.Headers["X-Stream-Protocol-Version"] = "v4.channel.k8s.io";
        await using var stream = await feature.UpgradeAsync();
        await stream.CopyToAsync(stream);
    }
}
