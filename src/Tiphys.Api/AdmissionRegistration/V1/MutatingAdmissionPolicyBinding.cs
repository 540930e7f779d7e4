using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Puts a mutating policy into effect, with parameters and a scope for it.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBinding", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "MutatingAdmissionPolicyBinding")]
[ApiResource(
    "mutatingadmissionpolicybindings",
    Singular = "mutatingadmissionpolicybinding",
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "90V5FRZZ3Zg=")]
public sealed partial record MutatingAdmissionPolicyBinding
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the MutatingAdmissionPolicyBinding, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true)]
    public partial MutatingAdmissionPolicyBindingSpec Spec { get; init; }
}
