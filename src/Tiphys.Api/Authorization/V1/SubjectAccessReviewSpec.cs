namespace Tiphys.Api.Authorization.V1;

/// <summary>Names a subject and the action to be checked for it.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewSpec")]
public sealed partial record SubjectAccessReviewSpec
{
    /// <summary>The action on an API resource, mutually exclusive with nonResourceAttributes.</summary>
    [ApiField("resourceAttributes", 1, OmitEmpty = true, Optional = true)]
    public partial ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>The action on a URL path, mutually exclusive with resourceAttributes.</summary>
    [ApiField("nonResourceAttributes", 2, OmitEmpty = true, Optional = true)]
    public partial NonResourceAttributes? NonResourceAttributes { get; init; }

    /// <summary>Name of the user to test; at least a user or one group has to be given.</summary>
    [ApiField("user", 3, OmitEmpty = true, Optional = true)]
    public partial string User { get; init; }

    /// <summary>Groups that the tested subject is assumed to belong to.</summary>
    [ApiField("groups", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Groups { get; init; }

    /// <summary>Additional user attributes to hand to the authorizer, keyed by attribute name.</summary>
    [ApiField("extra", 5, OmitEmpty = true, Optional = true, TypeName = "map[string]v1.ExtraValue", Wrapped = true)]
    public partial ApiMap<ApiList<string>> Extra { get; init; }

    /// <summary>Unique identifier of the tested user, as an authenticator would supply it.</summary>
    [ApiField("uid", 6, OmitEmpty = true, Optional = true)]
    public partial string UID { get; init; }
}
