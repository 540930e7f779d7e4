namespace Tiphys.ApiServer.Handlers;

/// <summary>Parameters of a list or a watch, not yet checked.</summary>
internal sealed record ListQuery
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    public string? ResourceVersion { get; init; }

    public string? ResourceVersionMatch { get; init; }

    public int Limit { get; init; }

    public string? Continue { get; init; }

    public bool AllowBookmarks { get; init; }

    public bool? SendInitialEvents { get; init; }
}
