using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Puts a validating policy into effect, with parameters and a scope for it.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "ValidatingAdmissionPolicyBinding")]
[ApiResource(
    "validatingadmissionpolicybindings",
    Singular = "validatingadmissionpolicybinding",
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "v9715VZqakg=")]
public sealed partial record ValidatingAdmissionPolicyBinding
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the ValidatingAdmissionPolicyBinding, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Required = true)]
    public partial ValidatingAdmissionPolicyBindingSpec Spec { get; init; }
}
