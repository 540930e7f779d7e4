namespace Tiphys.Api.Meta.V1;

/// <summary>Query options for list and watch requests.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ListOptions", Version = "v1", Kind = "ListOptions")]
public sealed partial record ListOptions
{
    /// <summary>Restricts results to objects whose labels match; everything by default.</summary>
    [ApiField("labelSelector", 1, OmitEmpty = true, Optional = true)]
    public partial string LabelSelector { get; init; }

    /// <summary>Restricts results to objects whose fields match; everything by default.</summary>
    [ApiField("fieldSelector", 2, OmitEmpty = true, Optional = true)]
    public partial string FieldSelector { get; init; }

    /// <summary>Whether to stream changes instead of returning a list.</summary>
    [ApiField("watch", 3, OmitEmpty = true, Optional = true)]
    public partial bool Watch { get; init; }

    /// <summary>Whether the server may send bookmark events that only carry a newer resource version.</summary>
    [ApiField("allowWatchBookmarks", 9, OmitEmpty = true, Optional = true)]
    public partial bool AllowWatchBookmarks { get; init; }

    /// <summary>Resource version that constrains which state is served; unset asks for the latest.</summary>
    [ApiField("resourceVersion", 4, OmitEmpty = true, Optional = true)]
    public partial string ResourceVersion { get; init; }

    /// <summary>How resourceVersion is applied to a list: Exact or NotOlderThan.</summary>
    [ApiField("resourceVersionMatch", 10, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceVersionMatch")]
    public partial string ResourceVersionMatch { get; init; }

    /// <summary>Seconds after which the server ends the call, however active it is.</summary>
    [ApiField("timeoutSeconds", 5, OmitEmpty = true, Optional = true)]
    public partial long? TimeoutSeconds { get; init; }

    /// <summary>Largest number of items in one response; the rest is reached through continue.</summary>
    [ApiField("limit", 7, OmitEmpty = true)]
    public partial long Limit { get; init; }

    /// <summary>Token from an earlier response that asks for the next chunk of the list.</summary>
    [ApiField("continue", 8, OmitEmpty = true)]
    public partial string Continue { get; init; }

    /// <summary>Whether a watch begins with the present state as added events, closed by a bookmark.</summary>
    [ApiField("sendInitialEvents", 11, OmitEmpty = true, Optional = true)]
    public partial bool? SendInitialEvents { get; init; }

    /// <summary>Restricts results to the objects that fall into one shard of the collection.</summary>
    [ApiField("shardSelector", 15, OmitEmpty = true, Optional = true)]
    public partial string ShardSelector { get; init; }
}
