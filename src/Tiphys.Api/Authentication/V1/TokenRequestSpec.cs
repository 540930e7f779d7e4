namespace Tiphys.Api.Authentication.V1;

/// <summary>Properties that a requested service account token should have.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenRequestSpec")]
public sealed partial record TokenRequestSpec
{
    /// <summary>Intended recipients of the token, each of which must refuse it when it is not listed.</summary>
    [ApiField("audiences", 1, Optional = true)]
    public partial ApiList<string> Audiences { get; init; }

    /// <summary>Wanted lifetime in seconds, at least 600 and 3600 by default, which the server may alter.</summary>
    [ApiField("expirationSeconds", 4, Optional = true)]
    public partial long? ExpirationSeconds { get; init; }

    /// <summary>Object whose existence the token depends on, so that deleting the object invalidates the token.</summary>
    [ApiField("boundObjectRef", 3, Optional = true)]
    public partial BoundObjectReference? BoundObjectRef { get; init; }
}
