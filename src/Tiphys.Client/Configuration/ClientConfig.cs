using System.Security.Cryptography.X509Certificates;

namespace Tiphys.Client.Configuration;

/// <summary>How to reach an API server, and as whom.</summary>
public sealed record ClientConfig
{
    /// <summary>Address of the server, possibly with a path before those of the API.</summary>
    public required Uri Server { get; init; }

    /// <summary>Authorities that the server's certificate may come from; null for those of the machine.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>Certificate and key of the caller.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Bearer token of the caller.</summary>
    public string? Token { get; init; }

    /// <summary>File with the bearer token, read again from time to time because tokens are rotated.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Name that the server's certificate must have; null for the host of the address.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>True to take any certificate of the server.</summary>
    public bool SkipTlsVerification { get; init; }

    /// <summary>Namespace that the caller works in.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>What the caller calls itself; the API server takes the part before the slash as field manager.</summary>
    public string UserAgent { get; init; } = "tiphys/0.1";

    /// <summary>The configuration of a process in a pod, from its environment and its mounted service account.</summary>
    /// <param name="directory">Where the service account is mounted.</param>
    /// <exception cref="KubeconfigException">The process is not in a pod.</exception>
    public static ClientConfig InCluster(string directory = "/var/run/secrets/kubernetes.io/serviceaccount")
    {
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
        {
            throw new KubeconfigException(
                "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined");
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(directory, "ca.crt"));
        var namespaceFile = Path.Combine(directory, "namespace");
        return new ClientConfig
        {
            Server = new Uri($"https://{(host.Contains(':') ? $"[{host}]" : host)}:{port}"),
            CertificateAuthorities = authorities,
            TokenFile = Path.Combine(directory, "token"),
            Namespace = File.Exists(namespaceFile) ? File.ReadAllText(namespaceFile).Trim() : "default",
        };
    }
}
