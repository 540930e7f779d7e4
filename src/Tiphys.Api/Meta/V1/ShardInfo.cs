namespace Tiphys.Api.Meta.V1;

/// <summary>Describes the shard of a collection that a list response covers.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ShardInfo")]
public sealed partial record ShardInfo
{
    /// <summary>Shard selector that was applied to the request, as the client sent it.</summary>
    [ApiField("selector", 1)]
    public partial string Selector { get; init; }
}
