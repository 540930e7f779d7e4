namespace Tiphys.Api.Meta.V1;

/// <summary>Any object reduced to its type and metadata.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.PartialObjectMetadata", Group = "meta.k8s.io", Version = "v1", Kind = "PartialObjectMetadata")]
public sealed partial record PartialObjectMetadata
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }
}
