using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Tiphys.WebServer;

/// <summary>Where a web server listens, and how.</summary>
public sealed record HttpServerOptions
{
    /// <summary>Addresses and ports; port 0 takes a free one.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>Certificate with private key; null serves HTTP/1.1 without TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Lets clients show any certificate: whether it is good is for the one to say who knows the authority.</summary>
    public bool TakesClientCertificates { get; init; }

    /// <summary>Further limits.</summary>
    public Action<KestrelServerLimits> Limits { get; init; } = static _ => { };
}
