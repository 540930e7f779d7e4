using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Changes API objects on admission with CEL expressions evaluated inside the API server.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicy", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "MutatingAdmissionPolicy")]
[ApiResource(
    "mutatingadmissionpolicies",
    Singular = "mutatingadmissionpolicy",
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "LYmCf+UMVdg=")]
public sealed partial record MutatingAdmissionPolicy
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the MutatingAdmissionPolicy, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true)]
    public partial MutatingAdmissionPolicySpec Spec { get; init; }
}
