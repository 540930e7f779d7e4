using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Tiphys.Containers.Registry.Server;

/// <summary>How a <see cref="RegistryServer"/> listens, and which part of the store it shows.</summary>
public sealed record RegistryServerOptions
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Zero takes a free port; see <see cref="RegistryServer.Port"/>.</summary>
    public int Port { get; init; } = 5000;

    /// <summary>
    /// The registry's name in references: the repository <c>app</c> holds the store's images <c>DOMAIN/app:TAG</c>, so what is
    /// pushed here can run on this machine without a pull. Null is <c>localhost:PORT</c>.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>Null serves plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Decides on user name and password; null lets everybody in.</summary>
    public Func<string, string, bool>? Authenticate { get; init; }

    /// <summary>Refuses every change.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>How long an unfinished upload, or a blob without a manifest, is kept after its last request.</summary>
    public TimeSpan UploadLifetime { get; init; } = TimeSpan.FromHours(1);
}
