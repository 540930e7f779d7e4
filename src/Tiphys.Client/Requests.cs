namespace Tiphys.Client;

/// <summary>What to list.</summary>
public sealed record ListRequest
{
    /// <summary>Everything.</summary>
    public static ListRequest All { get; } = new();

    /// <summary>Label selector in text form; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in text form; null for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Version that the list must have; null for the newest, "0" for any.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>So many objects at most; 0 for no limit.</summary>
    public int Limit { get; init; }

    /// <summary>Token of the previous part of the list.</summary>
    public string? Continue { get; init; }
}

/// <summary>What to watch.</summary>
public sealed record WatchRequest
{
    /// <summary>Label selector in text form; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in text form; null for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Changes after this version; null for the newest.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>True to get bookmarks, which tell how far the watch has come.</summary>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>True to start with an ADDED for each object that exists, ended by a bookmark.</summary>
    public bool SendInitialEvents { get; init; }
}

/// <summary>A list and its version.</summary>
public sealed record ObjectList<T>(ApiList<T> Items, string ResourceVersion, string Continue, long? RemainingItemCount);

/// <summary>What happened to a watched object.</summary>
public enum WatchNoticeType
{
    /// <summary>It was created, or came into the selection.</summary>
    Added,

    /// <summary>It was changed.</summary>
    Modified,

    /// <summary>It was deleted, or went out of the selection.</summary>
    Deleted,

    /// <summary>Nothing happened; the version tells how far the watch has come.</summary>
    Bookmark,
}

/// <summary>One change.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after the change (before it, for a deletion); null for a bookmark.</param>
/// <param name="ResourceVersion">Version of the change.</param>
/// <param name="EndsInitialEvents">True for the bookmark that ends the initial events.</param>
public sealed record WatchNotice<T>(WatchNoticeType Type, T? Object, string ResourceVersion, bool EndsInitialEvents = false)
    where T : class;

/// <summary>A patch.</summary>
/// <param name="ContentType">Media type, for example <c>application/merge-patch+json</c>.</param>
/// <param name="Body">The patch in UTF-8.</param>
public sealed record PatchRequest(string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Name by which fields are owned; needed for an apply.</summary>
    public string? FieldManager { get; init; }

    /// <summary>True to take fields that others own.</summary>
    public bool Force { get; init; }

    /// <summary>A JSON patch (RFC 6902).</summary>
    public static PatchRequest Json(ReadOnlyMemory<byte> body) => new("application/json-patch+json", body);

    /// <summary>A merge patch (RFC 7386).</summary>
    public static PatchRequest Merge(ReadOnlyMemory<byte> body) => new("application/merge-patch+json", body);

    /// <summary>A strategic merge patch.</summary>
    public static PatchRequest StrategicMerge(ReadOnlyMemory<byte> body) => new("application/strategic-merge-patch+json", body);

    /// <summary>A server-side apply.</summary>
    public static PatchRequest Apply(ReadOnlyMemory<byte> body, string fieldManager, bool force) =>
        new("application/apply-patch+yaml", body) { FieldManager = fieldManager, Force = force };
}
