namespace Tiphys.Api.Meta.V1;

/// <summary>Metadata that lists and some other synthetic objects carry.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta")]
public sealed partial record ListMeta
{
    /// <summary>Obsolete URL of the list, which the server no longer fills in.</summary>
    [ApiField("selfLink", 1, OmitEmpty = true, Optional = true)]
    public partial string SelfLink { get; init; }

    /// <summary>Opaque version of the collection, useful as the starting point of a watch.</summary>
    [ApiField("resourceVersion", 2, OmitEmpty = true, Optional = true)]
    public partial string ResourceVersion { get; init; }

    /// <summary>Opaque token for fetching the next chunk, empty when the list is complete.</summary>
    [ApiField("continue", 3, OmitEmpty = true)]
    public partial string Continue { get; init; }

    /// <summary>Number of items after this chunk, an estimate that may be absent.</summary>
    [ApiField("remainingItemCount", 4, OmitEmpty = true, Optional = true)]
    public partial long? RemainingItemCount { get; init; }

    /// <summary>Set when the list covers only one shard of the collection.</summary>
    [ApiField("shardInfo", 5, OmitEmpty = true, Optional = true)]
    public partial ShardInfo? ShardInfo { get; init; }
}
