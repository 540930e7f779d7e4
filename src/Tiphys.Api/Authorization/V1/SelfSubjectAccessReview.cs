using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authorization.V1;

/// <summary>A request asking whether the caller itself may perform a given action.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectAccessReview", Group = "authorization.k8s.io", Version = "v1", Kind = "SelfSubjectAccessReview")]
[ApiResource("selfsubjectaccessreviews", Singular = "selfsubjectaccessreview", Verbs = ["create"])]
public sealed partial record SelfSubjectAccessReview
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The action to be judged, with the caller as implied subject.</summary>
    [ApiField("spec", 2)]
    public partial SelfSubjectAccessReviewSpec Spec { get; init; }

    /// <summary>The verdict on the request, filled in by the server.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial SubjectAccessReviewStatus Status { get; init; }
}
