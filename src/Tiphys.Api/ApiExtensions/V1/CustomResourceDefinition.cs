using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Adds a new resource type to the API; named plural, dot, group.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition", Group = "apiextensions.k8s.io", Version = "v1", Kind = "CustomResourceDefinition")]
[ApiResource(
    "customresourcedefinitions",
    Singular = "customresourcedefinition",
    ShortNames = ["crd", "crds"],
    Categories = ["api-extensions"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "jfWCUB31mvA=")]
[ApiSubresource("status", "apiextensions.k8s.io/v1", "CustomResourceDefinition", Verbs = ["get", "patch", "update"])]
public sealed partial record CustomResourceDefinition
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the CustomResourceDefinition, set by its author.</summary>
    [ApiField("spec", 2)]
    public partial CustomResourceDefinitionSpec Spec { get; init; }

    /// <summary>Most recently observed state of the CustomResourceDefinition, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial CustomResourceDefinitionStatus Status { get; init; }
}
