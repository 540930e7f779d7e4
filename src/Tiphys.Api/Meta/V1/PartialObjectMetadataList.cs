namespace Tiphys.Api.Meta.V1;

/// <summary>A list of objects reduced to their type and metadata.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.PartialObjectMetadataList", Group = "meta.k8s.io", Version = "v1", Kind = "PartialObjectMetadataList", TypedItems = true)]
public sealed partial record PartialObjectMetadataList
{
    /// <summary>Standard list metadata, such as the resource version of the collection.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The objects that make up this list, or one chunk of it.</summary>
    [ApiField("items", 2)]
    public partial ApiList<PartialObjectMetadata> Items { get; init; }
}
