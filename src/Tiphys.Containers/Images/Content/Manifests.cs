using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Tiphys.Containers.Images.Content;

/// <summary>An OCI image index or Docker manifest list: one manifest for each platform.</summary>
internal sealed record ImageIndex
{
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; } = 2;

    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("manifests")]
    [AllowNull]
    public IReadOnlyList<Descriptor> Manifests { get; init => field = value.WithoutNulls() ?? []; } = [];
}

/// <summary>An OCI or Docker schema 2 image manifest: the configuration and the layers, bottom layer first.</summary>
internal sealed record ImageManifest
{
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; } = 2;

    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("config")]
    public required Descriptor Config { get; init; }

    [JsonPropertyName("layers")]
    [AllowNull]
    public IReadOnlyList<Descriptor> Layers { get; init => field = value.WithoutNulls() ?? []; } = [];
}

/// <summary>The <c>oci-layout</c> file of an image layout (OCI image-spec, image-layout.md).</summary>
internal sealed record OciLayout
{
    public const string FileName = "oci-layout";

    [JsonPropertyName("imageLayoutVersion")]
    public string ImageLayoutVersion { get; init; } = "1.0.0";
}

/// <summary>One image in the <c>manifest.json</c> of a <c>docker save</c> archive.</summary>
internal sealed record DockerArchiveImage
{
    [JsonPropertyName("Config")]
    public required string Config { get; init; }

    [JsonPropertyName("RepoTags")]
    public IReadOnlyList<string>? RepoTags { get; init; }

    [JsonPropertyName("Layers")]
    public IReadOnlyList<string>? Layers { get; init; }
}
