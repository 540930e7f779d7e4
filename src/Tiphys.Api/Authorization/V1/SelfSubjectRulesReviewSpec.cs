namespace Tiphys.Api.Authorization.V1;

/// <summary>Input of a request for the permissions of the caller.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec")]
public sealed partial record SelfSubjectRulesReviewSpec
{
    /// <summary>Namespace in which permissions are to be enumerated; this is required.</summary>
    [ApiField("namespace", 1, OmitEmpty = true)]
    public partial string Namespace { get; init; }
}
