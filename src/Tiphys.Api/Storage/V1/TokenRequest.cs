namespace Tiphys.Api.Storage.V1;

/// <summary>Parameters of a service account token requested on behalf of a CSI driver.</summary>
[ApiType("io.k8s.api.storage.v1.TokenRequest")]
public sealed partial record TokenRequest
{
    /// <summary>Intended audience of the token; empty means the audience of the API server.</summary>
    [ApiField("audience", 1)]
    public partial string Audience { get; init; }

    /// <summary>Requested lifetime of the token in seconds; the token API default applies when unset.</summary>
    [ApiField("expirationSeconds", 2, OmitEmpty = true, Optional = true)]
    public partial long? ExpirationSeconds { get; init; }
}
