using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>A collection of CustomResourceDefinition objects returned by list requests.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionList", Group = "apiextensions.k8s.io", Version = "v1", Kind = "CustomResourceDefinitionList")]
public sealed partial record CustomResourceDefinitionList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The CustomResourceDefinition objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<CustomResourceDefinition> Items { get; init; }
}
