using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Tiphys.Containers.Registry;

/// <summary>
/// Sends requests to registries: authentication, redirects, time-outs. One for all pulls, so that connections and tokens
/// are shared.
/// </summary>
internal sealed class RegistryHttp(RegistryOptions options) : IDisposable
{
    private const int MaxRedirects = 10;

    private readonly ConcurrentDictionary<RegistryHostOptions, Lazy<HttpClient>> _clients = new();
    private readonly RegistryAuthenticator _authenticator = new(options.TimeProvider);

    public RegistryOptions Options => options;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    /// <summary>Sends a request and answers a challenge once.</summary>
    /// <param name="endpoint">Whom.</param>
    /// <param name="scope"><c>repository:library/busybox:pull</c></param>
    /// <param name="credentials">Null for none.</param>
    /// <param name="create">Makes the request; called again when it has to be sent again.</param>
    /// <param name="what">For messages.</param>
    /// <param name="cancellationToken">Stops waiting for the headers of the answer.</param>
    /// <param name="isUpload">The request sends a blob, which may take any time.</param>
    /// <returns>A response of success, its body not yet read; the caller disposes it.</returns>
    /// <exception cref="ImageException">For any other status, and when the server cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        RegistryEndpoint endpoint, string scope, RegistryCredentials? credentials, Func<HttpRequestMessage> create, string what,
        CancellationToken cancellationToken, bool isUpload = false)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!isUpload)
        {
            timeout.CancelAfter(options.ConnectTimeout + options.IdleTimeout);
        }

        try
        {
            return await SendAsync(endpoint, scope, credentials, create, what, timeout);
        }
        catch (HttpRequestException e)
        {
            throw new ImageException(ImageErrorReason.Unreachable, $"{what}: cannot reach {endpoint.Base.Authority}: {InnermostMessage(e)}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImageException(ImageErrorReason.Unreachable, $"{what}: {endpoint.Base.Authority} does not answer in time", e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        RegistryEndpoint endpoint, string scope, RegistryCredentials? credentials, Func<HttpRequestMessage> create, string what,
        CancellationTokenSource timeout)
    {
        var client = ClientFor(endpoint.Options);
        // Secrets are for the registry, not for its mirrors.
        credentials = (endpoint.IsMirror ? null : credentials) ?? endpoint.Options.Credentials;
        var authorization = _authenticator.Find(endpoint.Base, scope, credentials);
        var response = await FollowAsync(client, endpoint, create, authorization, timeout.Token);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            var challenges = AuthenticationChallenge.Parse(response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? values : []);
            authorization = await _authenticator.AnswerAsync(client, endpoint.Base, scope, credentials, challenges, timeout.Token);
            if (authorization is not null)
            {
                response.Dispose();
                response = await FollowAsync(client, endpoint, create, authorization, timeout.Token);
            }
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw RegistryErrors.From(response.StatusCode, await ReadShortAsync(response, timeout.Token), $"{what} at {endpoint.Base.Authority}");
        }
    }

    // By hand, because the authorization must go along within the registry, and must not go to the storage behind it.
    private static async Task<HttpResponseMessage> FollowAsync(
        HttpClient client, RegistryEndpoint endpoint, Func<HttpRequestMessage> create, System.Net.Http.Headers.AuthenticationHeaderValue? authorization,
        CancellationToken cancellationToken)
    {
        Uri? redirected = null;
        for (var i = 0; ; i++)
        {
            using var request = create();
            request.RequestUri = redirected ?? request.RequestUri!;
            if (request.RequestUri.Authority == endpoint.Base.Authority && request.RequestUri.Scheme == endpoint.Base.Scheme)
            {
                request.Headers.Authorization = authorization;
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var isRedirect = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
            if (!isRedirect || response.Headers.Location is not { } location || i == MaxRedirects)
            {
                return response;
            }

            response.Dispose();
            redirected = new Uri(request.RequestUri, location);
            if (request.RequestUri.Scheme == "https" && redirected.Scheme != "https")
            {
                throw new ImageException(
                    ImageErrorReason.UnexpectedResponse, $"{endpoint.Base.Authority} redirects from https to {redirected.Scheme}");
            }
        }
    }

    private static async Task<byte[]> ReadShortAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }

    private HttpClient ClientFor(RegistryHostOptions host) => _clients.GetOrAdd(host, h => new Lazy<HttpClient>(() => CreateClient(h))).Value;

    private HttpClient CreateClient(RegistryHostOptions host)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Layers are compressed already, and digests are over what is sent.
            AutomaticDecompression = DecompressionMethods.None,
        };
        if (host.SkipTlsVerification)
        {
#pragma warning disable CA5359 // The operator asked for it, for this one registry.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (host.CertificateAuthorityFile is { } file)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("tiphys");
        return client;
    }

    private static string InnermostMessage(Exception e) => e.InnerException is { } inner ? InnermostMessage(inner) : e.Message;
}
