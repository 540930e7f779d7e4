namespace Tiphys.Api.Meta.V1;

/// <summary>The API groups that the server offers at /apis.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroupList", Version = "v1", Kind = "APIGroupList")]
public sealed partial record APIGroupList
{
    /// <summary>The groups on offer, each with its versions.</summary>
    [ApiField("groups", 1)]
    public partial ApiList<APIGroup> Groups { get; init; }
}
