namespace Tiphys.Api.Meta.V1;

/// <summary>The resources that the server offers for one group and version.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIResourceList", Version = "v1", Kind = "APIResourceList")]
public sealed partial record APIResourceList
{
    /// <summary>Group and version that the resources belong to.</summary>
    [ApiField("groupVersion", 1)]
    public partial string GroupVersion { get; init; }

    /// <summary>The resources and subresources on offer.</summary>
    [ApiField("resources", 2)]
    public partial ApiList<APIResource> APIResources { get; init; }
}
