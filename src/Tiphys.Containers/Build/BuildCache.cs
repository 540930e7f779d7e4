using System.Text.Json;
using System.Text.Json.Serialization;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Build;

/// <summary>A layer in the making or made: the blob, and the digest of its tar.</summary>
internal sealed record BuiltLayer
{
    [JsonPropertyName("blob")]
    public required Descriptor Blob { get; init; }

    [JsonPropertyName("diffId")]
    public required Digest DiffId { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BuiltLayer))]
internal sealed partial class BuildJsonContext : JsonSerializerContext;

/// <summary>
/// Which layer the content of an instruction gives: <c>build-cache/KEY.json</c>, where the key is a digest over everything
/// that goes into the layer. An entry counts while its blob is in the store; it does not keep the blob there.
/// </summary>
internal sealed class BuildCache
{
    private readonly string _root;
    private readonly BlobStore _blobs;

    public BuildCache(string root, BlobStore blobs)
    {
        (_root, _blobs) = (Path.Combine(root, "build-cache"), blobs);
        Directory.CreateDirectory(_root);
    }

    public BuiltLayer? Find(Digest key)
    {
        try
        {
            var layer = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(key)), BuildJsonContext.Default.BuiltLayer);
            return layer is not null && _blobs.SizeOf(layer.Blob.Digest) == layer.Blob.Size ? layer : null;
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            // A damaged entry is as good as none.
            return null;
        }
    }

    public void Add(Digest key, BuiltLayer layer) =>
        DurableFile.Replace(PathOf(key), JsonSerializer.SerializeToUtf8Bytes(layer, BuildJsonContext.Default.BuiltLayer));

    /// <summary>Drops entries whose blob is gone.</summary>
    public void Prune()
    {
        foreach (var file in Directory.EnumerateFiles(_root))
        {
            if (!Digest.TryParseHex(Path.GetFileNameWithoutExtension(file), out var key) || Find(key) is null)
            {
                File.Delete(file);
            }
        }
    }

    private string PathOf(Digest key) => Path.Combine(_root, key.Hex + ".json");
}
