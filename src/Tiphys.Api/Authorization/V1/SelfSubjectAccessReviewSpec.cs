namespace Tiphys.Api.Authorization.V1;

/// <summary>Names the action to be checked for the caller.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec")]
public sealed partial record SelfSubjectAccessReviewSpec
{
    /// <summary>The action on an API resource, mutually exclusive with nonResourceAttributes.</summary>
    [ApiField("resourceAttributes", 1, OmitEmpty = true, Optional = true)]
    public partial ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>The action on a URL path, mutually exclusive with resourceAttributes.</summary>
    [ApiField("nonResourceAttributes", 2, OmitEmpty = true, Optional = true)]
    public partial NonResourceAttributes? NonResourceAttributes { get; init; }
}
