namespace Tiphys.ApiServer.Pipeline;

/// <summary>What a path and a method ask for (k8s.io/apiserver, <c>endpoints/request</c>).</summary>
public sealed record RequestInfo
{
    /// <summary>True for <c>/api/VERSION/…</c> and <c>/apis/GROUP/VERSION/…</c> with a resource; false for any other path.</summary>
    public bool IsResourceRequest { get; init; }

    /// <summary>The path as it came.</summary>
    public required string Path { get; init; }

    /// <summary>Verb of the API (get, list, watch, create, …); for other paths the HTTP method in lower case.</summary>
    public required string Verb { get; init; }

    /// <summary><c>api</c> or <c>apis</c>; empty for other paths.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Group; empty for core.</summary>
    public string Group { get; init; } = "";

    /// <summary>Version.</summary>
    public string Version { get; init; } = "";

    /// <summary>Plural of the resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Subresource; may be empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>What follows the subresource in the path, without leading slash; may be empty.</summary>
    public string Trailing { get; init; } = "";

    /// <summary>Namespace; for the resource <c>namespaces</c> its own name, as upstream has it. Empty for cluster-wide requests.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the object; empty for a collection.</summary>
    public string Name { get; init; } = "";

    /// <summary>Field selector of a list, a watch or a deletion of many, as it came; may be empty.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>Group, version and plural.</summary>
    public GroupVersionResource GroupVersionResource => new(Group, Version, Resource);
}
