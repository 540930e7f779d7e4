using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Tiphys.Client.Configuration;

namespace Tiphys.Client.Http;

/// <summary>Makes the HTTP client that a configuration asks for.</summary>
public static class ApiTransport
{
    /// <summary>A client whose base address is the server, with its certificates, credentials and user agent.</summary>
    public static HttpClient Create(ClientConfig config, TimeProvider clock)
    {
        var sockets = new SocketsHttpHandler
        {
            SslOptions = TlsOptions(config),
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            AllowAutoRedirect = false,

            // As client-go: a connection that stays silent for 45 s is given up, so that a watch does not hang on a dead peer.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
        HttpMessageHandler handler = config.Token is null && config.TokenFile is null ? sockets : new BearerTokenHandler(config, clock, sockets);
        var client = new HttpClient(handler)
        {
            BaseAddress = config.Server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(config.UserAgent);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    private static SslClientAuthenticationOptions TlsOptions(ClientConfig config)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = config.TlsServerName };
        if (config.ClientCertificate is { } certificate)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        }

        if (config.SkipTlsVerification)
        {
#pragma warning disable CA5359 // The configuration asks for it.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (config.CertificateAuthorities is { } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            options.CertificateChainPolicy = policy;
        }

        return options;
    }
}
