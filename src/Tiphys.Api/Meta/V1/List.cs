namespace Tiphys.Api.Meta.V1;

/// <summary>A list that can hold objects of different kinds.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.List", Version = "v1", Kind = "List")]
public sealed partial record List
{
    /// <summary>Standard list metadata, such as the resource version of the collection.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The objects that make up this list, or one chunk of it.</summary>
    [ApiField("items", 2, TypeName = "[]runtime.RawExtension")]
    public partial ApiList<RawJson> Items { get; init; }
}
