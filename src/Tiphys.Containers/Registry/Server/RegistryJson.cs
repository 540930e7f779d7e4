using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry.Server;

internal sealed record CatalogAnswer([property: JsonPropertyName("repositories")] IReadOnlyList<string> Repositories);

internal sealed record TagsAnswer(
    [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("tags")] IReadOnlyList<string> Tags);

internal sealed record ErrorAnswer([property: JsonPropertyName("errors")] IReadOnlyList<ErrorItem> Errors);

internal sealed record ErrorItem(
    [property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message);

/// <summary>What a manifest says about another manifest it belongs to, such as a signature.</summary>
internal sealed record ReferrerManifest
{
    [JsonPropertyName("subject")]
    public Descriptor? Subject { get; init; }

    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    [JsonPropertyName("config")]
    public Descriptor? Config { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}

internal sealed record ReferrerDescriptor(
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("digest")] Digest Digest,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("artifactType")] string? ArtifactType,
    [property: JsonPropertyName("annotations")] IReadOnlyDictionary<string, string>? Annotations);

internal sealed record ReferrersAnswer(
    [property: JsonPropertyName("schemaVersion")] int SchemaVersion,
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("manifests")] IReadOnlyList<ReferrerDescriptor> Manifests);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CatalogAnswer))]
[JsonSerializable(typeof(TagsAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ReferrerManifest))]
[JsonSerializable(typeof(ReferrersAnswer))]
internal sealed partial class RegistryJsonContext : JsonSerializerContext;
