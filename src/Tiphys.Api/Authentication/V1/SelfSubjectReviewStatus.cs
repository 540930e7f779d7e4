namespace Tiphys.Api.Authentication.V1;

/// <summary>Outcome of a request for the identity of the caller.</summary>
[ApiType("io.k8s.api.authentication.v1.SelfSubjectReviewStatus")]
public sealed partial record SelfSubjectReviewStatus
{
    /// <summary>Name, groups and other attributes with which the caller was authenticated.</summary>
    [ApiField("userInfo", 1, OmitEmpty = true, Optional = true)]
    public partial UserInfo UserInfo { get; init; }
}
