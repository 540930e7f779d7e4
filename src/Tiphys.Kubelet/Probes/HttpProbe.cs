using System.Net;

namespace Tiphys.Kubelet.Probes;

/// <summary>
/// Asks over HTTP or HTTPS: 2xx is a success; redirects are followed on the same host, one that leads elsewhere is a success with a warning.
/// </summary>
internal sealed class HttpProbe : IDisposable
{
    private const int MaxRedirects = 10;

    private readonly HttpMessageInvoker _client = new(ProbeSockets.NewHandler());

    /// <summary>Asks once; the token ends it when its time is over.</summary>
    public async Task<ProbeResult> ProbeAsync(HttpGet request, CancellationToken timeout)
    {
        var first = request;
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            try
            {
                using var message = request.ToMessage();
                using var response = await _client.SendAsync(message, timeout);
                if (Redirect(response, request.Url) is { } next && next.Host == first.Url.Host)
                {
                    request = request with { Url = next };
                    continue;
                }

                return Judge((int)response.StatusCode, await HttpGet.ReadBodyAsync(response, timeout));
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                return Failed(request, "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                return Failed(request, NetworkErrors.Describe(error, request.Address));
            }
        }

        return Failed(request, $"stopped after {MaxRedirects} redirects");
    }

    public void Dispose() => _client.Dispose();

    private static ProbeResult Judge(int status, string body) => status switch
    {
        >= 200 and < 300 => new(ProbeOutcome.Success, body),
        >= 300 and < 400 => new(ProbeOutcome.Warning, $"Probe terminated redirects, Response body: {body}"),
        _ => new(ProbeOutcome.Failure, $"HTTP probe failed with statuscode: {status}"),
    };

    private static Uri? Redirect(HttpResponseMessage response, Uri from)
    {
        var isRedirect = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        return isRedirect && response.Headers.Location is { } location && new Uri(from, location) is { Scheme: "http" or "https" } next ? next : null;
    }

    private static ProbeResult Failed(HttpGet request, string why) => new(ProbeOutcome.Failure, $"Get \"{request.Text}\": {why}");
}
