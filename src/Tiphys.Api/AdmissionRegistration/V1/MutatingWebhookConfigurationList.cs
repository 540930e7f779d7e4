using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>A collection of MutatingWebhookConfiguration objects returned by list requests.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingWebhookConfigurationList", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "MutatingWebhookConfigurationList")]
public sealed partial record MutatingWebhookConfigurationList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The MutatingWebhookConfiguration objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<MutatingWebhookConfiguration> Items { get; init; }
}
