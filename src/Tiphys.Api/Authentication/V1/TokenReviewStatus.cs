namespace Tiphys.Api.Authentication.V1;

/// <summary>Outcome of a token verification request.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReviewStatus")]
public sealed partial record TokenReviewStatus
{
    /// <summary>True when the token belongs to a known and valid user.</summary>
    [ApiField("authenticated", 1, OmitEmpty = true, Optional = true)]
    public partial bool Authenticated { get; init; }

    /// <summary>Identity the token stands for, meaningful only after successful authentication.</summary>
    [ApiField("user", 2, OmitEmpty = true, Optional = true)]
    public partial UserInfo User { get; init; }

    /// <summary>Those requested audiences for which the token was found valid.</summary>
    [ApiField("audiences", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Audiences { get; init; }

    /// <summary>Explains why the token could not be checked, and is empty on success.</summary>
    [ApiField("error", 3, OmitEmpty = true, Optional = true)]
    public partial string Error { get; init; }
}
