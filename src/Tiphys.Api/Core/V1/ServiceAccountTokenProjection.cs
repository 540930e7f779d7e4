namespace Tiphys.Api.Core.V1;

/// <summary>Places a bound, automatically renewed service account token into a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.ServiceAccountTokenProjection")]
public sealed partial record ServiceAccountTokenProjection
{
    /// <summary>Intended recipient that the token names; defaults to the identifier of the API server.</summary>
    [ApiField("audience", 1, OmitEmpty = true, Optional = true)]
    public partial string Audience { get; init; }

    /// <summary>Requested lifetime of the token in seconds, at least 600; defaults to 3600.</summary>
    [ApiField("expirationSeconds", 2, OmitEmpty = true, Optional = true)]
    public partial long? ExpirationSeconds { get; init; }

    /// <summary>File, relative to the volume root, that the token is written to.</summary>
    [ApiField("path", 3)]
    public partial string Path { get; init; }
}
