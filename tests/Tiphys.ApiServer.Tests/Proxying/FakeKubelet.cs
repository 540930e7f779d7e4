using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tiphys.ApiServer.Certificates;
using Tiphys.WebServer;

namespace Tiphys.ApiServer.Tests.Proxying;

/// <summary>Something that answers where a node's kubelet would: an echo behind any upgrade, and what a test wants for the rest.</summary>
internal sealed class FakeKubelet : IAsyncDisposable
{
    private HttpServer? _server;

    public int Port => _server!.Address.Port;

    /// <summary>Method, path and query of the last request.</summary>
    public string LastRequest { get; private set; } = "";

    public IHeaderDictionary LastHeaders { get; private set; } = new HeaderDictionary();

    public string LastUser { get; private set; } = "";

    /// <summary>Refuses upgrades with <see cref="Answer"/>.</summary>
    public bool RefusesUpgrades { get; set; }

    public Func<HttpContext, Task> Answer { get; set; } = static http => http.Response.WriteAsync("hello");

    public static async Task<FakeKubelet> StartAsync(CertificateAuthority? authority)
    {
        var kubelet = new FakeKubelet();
        var options = new HttpServerOptions
        {
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            Certificate = authority?.IssueServing("node-1", ["node-1"], [IPAddress.Loopback]),
            TakesClientCertificates = true,
        };
        kubelet._server = await HttpServer.StartAsync(options, kubelet.HandleAsync, null, default);
        return kubelet;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _server!.StopAsync(soon.Token);
        await _server.DisposeAsync();
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
