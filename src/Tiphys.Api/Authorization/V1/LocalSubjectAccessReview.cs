using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authorization.V1;

/// <summary>A request asking whether some user or group may perform an action inside one namespace.</summary>
[ApiType("io.k8s.api.authorization.v1.LocalSubjectAccessReview", Group = "authorization.k8s.io", Version = "v1", Kind = "LocalSubjectAccessReview")]
[ApiResource("localsubjectaccessreviews", Singular = "localsubjectaccessreview", Namespaced = true, Verbs = ["create"])]
public sealed partial record LocalSubjectAccessReview
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The subject and action to be judged, whose namespace must equal that of the request.</summary>
    [ApiField("spec", 2)]
    public partial SubjectAccessReviewSpec Spec { get; init; }

    /// <summary>The verdict on the request, filled in by the server.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial SubjectAccessReviewStatus Status { get; init; }
}
