using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tiphys.Containers.Images.Content;

/// <summary>Reads and writes the JSON documents of an image.</summary>
internal static class ContentJson
{
    private static readonly ContentJsonContext Context = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        // Registries hand these bytes on unread; escaping '+' and '<' as HTML needs it would only blur them.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(ImageIndex value) => JsonSerializer.SerializeToUtf8Bytes(value, Context.ImageIndex);

    public static byte[] Write(ImageManifest value) => JsonSerializer.SerializeToUtf8Bytes(value, Context.ImageManifest);

    public static byte[] Write(ImageConfigFile value) => JsonSerializer.SerializeToUtf8Bytes(value, Context.ImageConfigFile);

    public static byte[] Write(OciLayout value) => JsonSerializer.SerializeToUtf8Bytes(value, Context.OciLayout);

    public static byte[] Write(IReadOnlyList<DockerArchiveImage> value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, Context.IReadOnlyListDockerArchiveImage);

    public static ImageIndex ReadIndex(ReadOnlySpan<byte> json) => Read(json, Context.ImageIndex, "image index");

    public static ImageManifest ReadManifest(ReadOnlySpan<byte> json) => Read(json, Context.ImageManifest, "image manifest");

    public static ImageConfigFile ReadConfig(ReadOnlySpan<byte> json) => Read(json, Context.ImageConfigFile, "image configuration");

    public static IReadOnlyList<DockerArchiveImage> ReadDockerArchive(ReadOnlySpan<byte> json) =>
        Read(json, Context.IReadOnlyListDockerArchiveImage, "manifest.json of the archive");

    /// <summary>
    /// The media type of a manifest: what it says itself, else what its members show
    /// (OCI manifests may leave the field out).
    /// </summary>
    public static string MediaTypeOf(ReadOnlySpan<byte> json)
    {
        var probe = Read(json, Context.ManifestProbe, "manifest");
        if (probe.MediaType is { Length: > 0 } mediaType)
        {
            return mediaType;
        }

        return probe.Manifests is not null ? MediaTypes.OciIndex : MediaTypes.OciManifest;
    }

    private static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type)
                ?? throw new ImageException(ImageErrorReason.InvalidContent, $"the {what} is null");
        }
        catch (JsonException e)
        {
            throw new ImageException(ImageErrorReason.InvalidContent, $"malformed {what}: {e.Message}", e);
        }
    }
}

internal static class ContentLists
{
    /// <summary>The list without nulls, which some other tool may have written into it.</summary>
    public static IReadOnlyList<T>? WithoutNulls<T>(this IReadOnlyList<T>? list)
        where T : class => list is null || !list.Contains(null!) ? list : [.. list.Where(item => item is not null)];
}

/// <summary>Just enough of a manifest to tell its kind.</summary>
internal sealed record ManifestProbe
{
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("manifests")]
    public JsonElement? Manifests { get; init; }
}

[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageConfigFile))]
[JsonSerializable(typeof(OciLayout))]
[JsonSerializable(typeof(ManifestProbe))]
[JsonSerializable(typeof(IReadOnlyList<DockerArchiveImage>))]
internal sealed partial class ContentJsonContext : JsonSerializerContext;
