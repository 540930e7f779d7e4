using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Proxying;
using Tiphys.ApiServer.Tests.Support;
using Tiphys.WebServer;

namespace Tiphys.ApiServer.Tests.Proxying;

/// <summary>The forwarder between a client and a server of the test's own, under <c>/api/v1/nodes/n/proxy</c>.</summary>
public sealed class ForwarderTests : IAsyncLifetime
{
    private const string Prefix = "/api/v1/nodes/n/proxy";

    private FakeKubelet _target = null!;
    private HttpServer _proxy = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _target = await FakeKubelet.StartAsync(authority: null);
        var transport = Transports.CreateForPods();
        var options = new HttpServerOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] };
        _proxy = await HttpServer.StartAsync(
            options,
            http =>
            {
                var target = new Uri($"http://127.0.0.1:{_target.Port}{http.Request.Path.Value![Prefix.Length..]}{http.Request.QueryString}");
                return Forwarder.ForwardAsync(http, new ProxyTarget(target, transport, KeepsHost: true), new LinkRewriter(Prefix, target, http.Request.Host.Value!));
            },
            null,
            default);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _proxy.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.StopAsync(default);
        await _proxy.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("DELETE")]
    public async Task Methods_and_queries_are_passed_on(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Prefix + "/a/?q=1&q=2");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Authorization = new("Bearer", "secret");
        using var answer = await _client.SendAsync(request, TestServer.Deadline);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{method} /a/?q=1&q=2", _target.LastRequest);
        Assert.Equal(Prefix + "/a/", _target.LastHeaders["X-Forwarded-Uri"]);
        Assert.Equal("192.0.2.1, 127.0.0.1", _target.LastHeaders["X-Forwarded-For"]);
        Assert.Equal(_client.BaseAddress!.Authority, _target.LastHeaders.Host);
        Assert.False(_target.LastHeaders.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Bodies_are_passed_both_ways(string method)
    {
        _target.Answer = static async http =>
        {
            http.Response.StatusCode = 202;
            http.Response.ContentType = http.Request.ContentType;
            await http.Request.Body.CopyToAsync(http.Response.Body);
        };
        using var request = new HttpRequestMessage(new HttpMethod(method), Prefix + "/a") { Content = new StringContent("body", Encoding.UTF8, "text/x-test") };
        using var answer = await _client.SendAsync(request, TestServer.Deadline);
        Assert.Equal((HttpStatusCode.Accepted, "body"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("text/x-test; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_redirect_leads_back_through_the_proxy()
    {
        _target.Answer = static http =>
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = "/login?next=/";
            http.Response.Headers["Access-Control-Allow-Origin"] = "*";
            return Task.CompletedTask;
        };
        using var answer = await _client.GetAsync(Prefix + "/a", TestServer.Deadline);
        Assert.Equal(Prefix + "/login?next=/", answer.Headers.Location!.ToString());
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    public async Task Links_of_a_page_lead_through_the_proxy(string encoding)
    {
        _target.Answer = async http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await using Stream body = encoding.Length == 0 ? http.Response.Body : new GZipStream(http.Response.Body, CompressionMode.Compress);
            if (encoding.Length > 0)
            {
                http.Response.Headers.ContentEncoding = encoding;
            }

            await body.WriteAsync("<a href=\"/rewriteme\">ü</a>"u8.ToArray());
        };
        Assert.Equal($"<a href=\"{Prefix}/rewriteme\">ü</a>", await _client.GetStringAsync(Prefix + "/a", TestServer.Deadline));
    }

    [Fact]
    public async Task An_answer_streams()
    {
        var more = new TaskCompletionSource();
        _target.Answer = async http =>
        {
            await http.Response.WriteAsync("first\n");
            await http.Response.Body.FlushAsync();
            await more.Task;
            await http.Response.WriteAsync("second\n");
        };
        using var answer = await _client.GetAsync(Prefix + "/a", HttpCompletionOption.ResponseHeadersRead, TestServer.Deadline);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("first", await reader.ReadLineAsync(TestServer.Deadline));
        more.SetResult();
        Assert.Equal("second", await reader.ReadLineAsync(TestServer.Deadline));
    }
}
