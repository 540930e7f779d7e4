using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A stored template from which pods can be created.</summary>
[ApiType("io.k8s.api.core.v1.PodTemplate", Version = "v1", Kind = "PodTemplate")]
[ApiResource(
    "podtemplates",
    Singular = "podtemplate",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "LIXB2x4IFpk=")]
public sealed partial record PodTemplate
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The pod description that new pods are copied from.</summary>
    [ApiField("template", 2, OmitEmpty = true, Optional = true)]
    public partial PodTemplateSpec Template { get; init; }
}
