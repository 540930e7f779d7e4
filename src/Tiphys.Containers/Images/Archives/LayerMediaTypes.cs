using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Images.Archives;

/// <summary>Media types of layers whose archive or upload does not tell.</summary>
internal static class LayerMediaTypes
{
    public static string Of(LayerCompression compression) => compression switch
    {
        LayerCompression.Gzip => MediaTypes.OciLayerGzip,
        LayerCompression.Zstd => MediaTypes.OciLayerZstd,
        _ => MediaTypes.OciLayer,
    };

    public static async Task<string> DetectAsync(BlobStore blobs, Digest digest, CancellationToken cancellationToken)
    {
        var magic = new byte[4];
        await using var blob = blobs.OpenRead(digest);
        await blob.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        return Of(LayerCompressions.Detect(magic));
    }
}
