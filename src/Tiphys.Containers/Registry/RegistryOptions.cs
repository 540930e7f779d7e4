namespace Tiphys.Containers.Registry;

/// <summary>How registries are reached. Defaults follow containerd.</summary>
public sealed record RegistryOptions
{
    /// <summary>By registry name as it stands in references, with port: <c>docker.io</c>, <c>registry:5000</c>.</summary>
    public IReadOnlyDictionary<string, RegistryHostOptions> Hosts { get; init; } = new Dictionary<string, RegistryHostOptions>();

    /// <summary>Blobs of one image that are downloaded at the same time.</summary>
    public int MaxConcurrentDownloads { get; init; } = 3;

    /// <summary>
    /// Attempts of one request to the registry itself before it counts as unreachable; a mirror gets one. A download that
    /// brought new bytes starts counting anew.
    /// </summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The wait after the first failure; it doubles with each further one, up to <see cref="MaxBackOff"/>.</summary>
    public TimeSpan InitialBackOff { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a registry may send nothing at all.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

/// <summary>How one registry is reached.</summary>
public sealed record RegistryHostOptions
{
    /// <summary>
    /// Base addresses that are asked first, in this order, such as <c>http://mirror:5000</c>. They are asked for the same
    /// repository, with the registry's name as <c>ns</c> in the query, as containerd does.
    /// </summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>HTTP without TLS; null is true for loopback addresses on other ports than 443, else false.</summary>
    public bool? PlainHttp { get; init; }

    /// <summary>Takes any server certificate. For registries under test.</summary>
    public bool SkipTlsVerification { get; init; }

    /// <summary>A PEM file with the authorities to trust instead of the system's.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>Used when a pull brings none of its own.</summary>
    public RegistryCredentials? Credentials { get; init; }
}
