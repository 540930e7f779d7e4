using System.Net;
using System.Net.Security;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Makes clients that change nothing of what they carry.</summary>
internal static class Transports
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    public static HttpMessageInvoker Create(SslClientAuthenticationOptions tls) => new(new SocketsHttpHandler
    {
        SslOptions = tls,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,

        // Pods and their addresses come and go.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    });

    /// <summary>For pods and services: nobody vouches for their certificates.</summary>
    public static HttpMessageInvoker CreateForPods() =>
        Create(new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true });
}
