using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Passes a request on to another server and its answer back, an upgraded connection byte by byte (upstream's UpgradeAwareHandler).</summary>
internal static class Forwarder
{
    // Meant for one connection alone (RFC 9110, section 7.6.1).
    private static readonly string[] HopByHop =
        ["Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade"];

    // Credentials are the API server's business: whoever is proxied to must not get them.
    private static readonly string[] Private = ["Authorization", "Impersonate-User", "Impersonate-Group", "Impersonate-Uid"];

    private static readonly string[] Cors =
    [
        "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin",
    ];

    /// <summary>True when the client asks for another protocol on its connection.</summary>
    public static bool IsUpgrade(HttpRequest request) =>
        request.Headers.Connection.ToString().Contains("upgrade", StringComparison.OrdinalIgnoreCase);

    /// <summary>Passes an upgrade on; both sides then talk until one hangs up.</summary>
    /// <exception cref="ApiException">The server cannot be reached, or answers neither with an upgrade nor with a failure.</exception>
    public static async Task UpgradeAsync(HttpContext http, ProxyTarget target)
    {
        using var request = MakeRequest(http, target);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", http.Request.Headers.Upgrade.ToString());
        using var answer = await SendAsync(target.Transport, request, static reason => StatusErrors.Of(500, "", $"error dialing backend: {reason}", null), http.RequestAborted);
        var code = (int)answer.StatusCode;
        if (code is not 101 and < 400)
        {
            throw StatusErrors.Of(500, "", $"invalid upgrade response: status code {code}", null);
        }

        CopyHeaders(answer, http.Response);
        if (code != 101)
        {
            http.Response.StatusCode = code;
            await CopyBodyAsync(answer, http);
            return;
        }

        var feature = http.Features.Get<IHttpUpgradeFeature>();
        if (feature is not { IsUpgradableRequest: true })
        {
            throw StatusErrors.Of(500, "", "request connection cannot be hijacked", null);
        }

        http.Response.Headers.Upgrade = answer.Headers.Upgrade.ToString();
        await using var server = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        await using var client = await feature.UpgradeAsync();
        await JoinAsync(client, server, http.RequestAborted);
    }

    /// <summary>Passes a request on.</summary>
    /// <param name="http">The request.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="links">Turns links of the server into links through the proxy.</param>
    /// <exception cref="ApiException">503: the server cannot be reached.</exception>
    public static async Task ForwardAsync(HttpContext http, ProxyTarget target, LinkRewriter links)
    {
        using var request = MakeRequest(http, target);
        links.AddForwardedHeaders(request);
        if (http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(http.Request.Body);
        }

        if (request.Content is { } content)
        {
            CopyContentHeaders(http.Request, content);
        }

        using var answer = await SendAsync(
            target.Transport, request, static reason => StatusErrors.ServiceUnavailable($"error trying to reach service: {reason}"), http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        CopyHeaders(answer, http.Response);
        foreach (var name in Cors)
        {
            http.Response.Headers.Remove(name);
        }

        if (answer.Headers.Location is not null && http.Response.Headers.Location is [{ } location])
        {
            http.Response.Headers.Location = links.Rewrite(location);
        }
        else if (HtmlBody.IsHtml(answer) && !HttpMethods.IsHead(http.Request.Method))
        {
            await HtmlBody.WriteAsync(answer, http, links);
            return;
        }

        await CopyBodyAsync(answer, http);
    }

    private static HttpRequestMessage MakeRequest(HttpContext http, ProxyTarget target)
    {
        var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), target.Address)
        {
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var perConnection = http.Request.Headers.Connection.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).ToArray();
        foreach (var (name, values) in http.Request.Headers)
        {
            if (!Matches(HopByHop, name) && !name.Equals("Host", StringComparison.OrdinalIgnoreCase) && !Matches(Private, name) && !Matches(perConnection, name)
                && !name.StartsWith("Impersonate-Extra-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith(':'))
            {
                request.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        request.Headers.Host = target.KeepsHost ? http.Request.Host.Value : null;
        if (http.Connection.RemoteIpAddress is { } address)
        {
            request.Headers.Remove("X-Forwarded-For");
            var before = http.Request.Headers["X-Forwarded-For"];
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", string.Join(", ", [.. before, address.ToString()]));
        }

        return request;
    }

    private static void CopyContentHeaders(HttpRequest request, HttpContent content)
    {
        foreach (var (name, values) in request.Headers)
        {
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker transport, HttpRequestMessage request, Func<string, ApiException> failure, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(request, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ApiException(failure(TransportErrors.Describe(error)).Status, error);
        }
    }

    private static void CopyHeaders(HttpResponseMessage answer, HttpResponse response)
    {
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!Matches(HopByHop, name))
            {
                response.Headers[name] = values.ToArray();
            }
        }
    }

    private static async Task CopyBodyAsync(HttpResponseMessage answer, HttpContext http)
    {
        if (HttpMethods.IsHead(http.Request.Method) || (int)answer.StatusCode is 204 or 304)
        {
            return;
        }

        await http.Response.StartAsync(http.RequestAborted);
        await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        await ByteCopy.RunAsync(body, http.Response.Body, http.RequestAborted);
    }

    private static async Task JoinAsync(Stream client, Stream server, CancellationToken cancellationToken)
    {
        // Whoever hangs up first ends it: the protocols in the connection say goodbye before.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var up = ByteCopy.RunAsync(client, server, ending.Token);
        var down = ByteCopy.RunAsync(server, client, ending.Token);
        await Task.WhenAny(up, down);
        await ending.CancelAsync();
        await Task.WhenAll(up, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static bool Matches(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
