namespace Tiphys.Api.Authentication.V1;

/// <summary>Input of a token verification request.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReviewSpec")]
public sealed partial record TokenReviewSpec
{
    /// <summary>The opaque bearer token that should be verified.</summary>
    [ApiField("token", 1, OmitEmpty = true, Required = true)]
    public partial string Token { get; init; }

    /// <summary>Audiences the checking service answers to; when empty, those of the Kubernetes API server apply.</summary>
    [ApiField("audiences", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Audiences { get; init; }
}
