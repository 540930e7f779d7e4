using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Registers external webhooks that may change or reject API requests.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "MutatingWebhookConfiguration")]
[ApiResource(
    "mutatingwebhookconfigurations",
    Singular = "mutatingwebhookconfiguration",
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "Sqi0GUgDaX0=")]
public sealed partial record MutatingWebhookConfiguration
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The webhooks to call and the requests they are interested in.</summary>
    [ApiField("webhooks", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<MutatingWebhook> Webhooks { get; init; }
}
