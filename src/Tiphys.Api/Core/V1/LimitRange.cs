using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Sets resource bounds and defaults for the objects of a namespace.</summary>
[ApiType("io.k8s.api.core.v1.LimitRange", Version = "v1", Kind = "LimitRange")]
[ApiResource(
    "limitranges",
    Singular = "limitrange",
    Namespaced = true,
    ShortNames = ["limits"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "EBKMFVe6cwo=")]
public sealed partial record LimitRange
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The bounds and defaults to enforce.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial LimitRangeSpec Spec { get; init; }
}
