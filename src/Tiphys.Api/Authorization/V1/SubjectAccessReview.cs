using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authorization.V1;

/// <summary>A request asking whether some user or group may perform a given action anywhere in the cluster.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectAccessReview", Group = "authorization.k8s.io", Version = "v1", Kind = "SubjectAccessReview")]
[ApiResource("subjectaccessreviews", Singular = "subjectaccessreview", Verbs = ["create"])]
public sealed partial record SubjectAccessReview
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The subject and the action to be judged, with exactly one kind of attributes set.</summary>
    [ApiField("spec", 2)]
    public partial SubjectAccessReviewSpec Spec { get; init; }

    /// <summary>The verdict on the request, filled in by the server.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial SubjectAccessReviewStatus Status { get; init; }
}
