namespace Tiphys.Api;

/// <summary>The REST resource of a kind, as discovery shows it.</summary>
public sealed record ResourceDefinition
{
    /// <summary>Kind of the objects.</summary>
    public required GroupVersionKind Kind { get; init; }

    /// <summary>Name in paths, for example <c>pods</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>Singular name.</summary>
    public required string Singular { get; init; }

    /// <summary>True when objects live in a namespace.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>Short names, for example <c>po</c>.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Categories, for example <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Verbs, in the order that discovery lists them.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Hash by which discovery tells that the stored version changed; null for a kind that is not stored.</summary>
    public string? StorageVersionHash { get; init; }

    /// <summary>Subresources.</summary>
    public IReadOnlyList<SubresourceDefinition> Subresources { get; init; } = [];

    /// <summary>Group, version and plural.</summary>
    public GroupVersionResource Resource => new(Kind.Group, Kind.Version, Plural);
}

/// <summary>A subresource, for example <c>status</c>.</summary>
/// <param name="Name">Name after the object's name in the path.</param>
/// <param name="Kind">Kind of the body.</param>
/// <param name="Verbs">Verbs.</param>
/// <param name="ConnectMethods">HTTP methods of a subresource that connects.</param>
public sealed record SubresourceDefinition(string Name, GroupVersionKind Kind, IReadOnlyList<string> Verbs, IReadOnlyList<string> ConnectMethods);
