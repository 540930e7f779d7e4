using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Registers external webhooks that may reject API requests but not change them.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration", Group = "admissionregistration.k8s.io", Version = "v1", Kind = "ValidatingWebhookConfiguration")]
[ApiResource(
    "validatingwebhookconfigurations",
    Singular = "validatingwebhookconfiguration",
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "B0wHjQmsGNk=")]
public sealed partial record ValidatingWebhookConfiguration
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The webhooks to call and the requests they are interested in.</summary>
    [ApiField("webhooks", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<ValidatingWebhook> Webhooks { get; init; }
}
