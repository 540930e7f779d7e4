using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>A collection of StorageClass objects returned by list requests.</summary>
[ApiType("io.k8s.api.storage.v1.StorageClassList", Group = "storage.k8s.io", Version = "v1", Kind = "StorageClassList")]
public sealed partial record StorageClassList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The StorageClass objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<StorageClass> Items { get; init; }
}
