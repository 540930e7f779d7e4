using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Resource.V1;

/// <summary>Template from which a separate resource claim is created for each pod that refers to it.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaimTemplate", Group = "resource.k8s.io", Version = "v1", Kind = "ResourceClaimTemplate")]
[ApiResource(
    "resourceclaimtemplates",
    Singular = "resourceclaimtemplate",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "TuzjC49aUfM=")]
public sealed partial record ResourceClaimTemplate
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Content copied into each claim that is generated from the template; immutable.</summary>
    [ApiField("spec", 2)]
    public partial ResourceClaimTemplateSpec Spec { get; init; }
}
