using System.Text.Json;
using Tiphys.Api;

namespace Tiphys.Cli.Manifests;

/// <summary>One object of a manifest.</summary>
internal sealed record ManifestObject
{
    /// <summary>File and line, for messages.</summary>
    public required string Source { get; init; }

    /// <summary>Directory that relative paths in annotations start at.</summary>
    public required string Directory { get; init; }

    public required GroupVersionKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty when the manifest does not say.</summary>
    public required string Namespace { get; init; }

    /// <summary>The object.</summary>
    public required JsonElement Json { get; init; }

    /// <summary>As kubectl names it: <c>deployment.apps/web</c>.</summary>
    public string Title => $"{Kind.Kind.ToLowerInvariant()}{(Kind.Group.Length > 0 ? "." + Kind.Group : "")}/{Name}";
}
