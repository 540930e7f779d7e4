using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>A collection of MutatingAdmissionPolicyBinding objects returned by list requests.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingList", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "MutatingAdmissionPolicyBindingList")]
public sealed partial record MutatingAdmissionPolicyBindingList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The MutatingAdmissionPolicyBinding objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<MutatingAdmissionPolicyBinding> Items { get; init; }
}
