namespace Tiphys.Api.Authentication.V1;

/// <summary>Result of a service account token request.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenRequestStatus")]
public sealed partial record TokenRequestStatus
{
    /// <summary>The issued bearer token, to be treated as a secret.</summary>
    [ApiField("token", 1, Optional = true)]
    public partial string Token { get; init; }

    /// <summary>Moment after which the issued token is no longer accepted.</summary>
    [ApiField("expirationTimestamp", 2, Optional = true)]
    public partial Time ExpirationTimestamp { get; init; }
}
