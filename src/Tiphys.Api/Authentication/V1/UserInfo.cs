namespace Tiphys.Api.Authentication.V1;

/// <summary>Identity attributes of an authenticated user.</summary>
[ApiType("io.k8s.api.authentication.v1.UserInfo")]
public sealed partial record UserInfo
{
    /// <summary>Name that singles out the user among all active users.</summary>
    [ApiField("username", 1, OmitEmpty = true, Optional = true)]
    public partial string Username { get; init; }

    /// <summary>Identifier that stays unique over time, even when a username is later given to somebody else.</summary>
    [ApiField("uid", 2, OmitEmpty = true, Optional = true)]
    public partial string UID { get; init; }

    /// <summary>Names of the groups to which the user belongs.</summary>
    [ApiField("groups", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Groups { get; init; }

    /// <summary>Further attributes supplied by the authenticator, keyed by attribute name.</summary>
    [ApiField("extra", 4, OmitEmpty = true, Optional = true, TypeName = "map[string]v1.ExtraValue", Wrapped = true)]
    public partial ApiMap<ApiList<string>> Extra { get; init; }
}
