using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Accepts or rejects API requests with CEL expressions evaluated inside the API server.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "ValidatingAdmissionPolicy")]
[ApiResource(
    "validatingadmissionpolicies",
    Singular = "validatingadmissionpolicy",
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "6OxvlMmQ6is=")]
[ApiSubresource("status", "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", Verbs = ["get", "patch", "update"])]
public sealed partial record ValidatingAdmissionPolicy
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the ValidatingAdmissionPolicy, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true)]
    public partial ValidatingAdmissionPolicySpec Spec { get; init; }

    /// <summary>Most recently observed state of the ValidatingAdmissionPolicy, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ValidatingAdmissionPolicyStatus Status { get; init; }
}
