using System.IO.Compression;
using ZstdSharp;

namespace Tiphys.Containers.Images.Layers;

/// <summary>How the tar of a layer is compressed.</summary>
public enum LayerCompression
{
    None,
    Gzip,
    Zstd,
}

internal static class LayerCompressions
{
    /// <summary>
    /// Opens the tar inside a blob. The first bytes decide, not the media type: Docker's archives name compressed and plain
    /// layers alike.
    /// </summary>
    public static async Task<Stream> OpenDecompressedAsync(Stream seekable, CancellationToken cancellationToken)
    {
        var magic = new byte[4];
        var read = await seekable.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        seekable.Position = 0;
        return Detect(magic.AsSpan(0, read)) switch
        {
            LayerCompression.Gzip => new GZipStream(seekable, CompressionMode.Decompress),
            LayerCompression.Zstd => new DecompressionStream(seekable, leaveOpen: false),
            _ => seekable,
        };
    }

    /// <summary>Compresses what is written to the result; the caller disposes it, which leaves the destination open.</summary>
    public static Stream OpenCompressed(Stream destination, LayerCompression compression) => compression switch
    {
        LayerCompression.Gzip => new GZipStream(destination, CompressionLevel.Fastest, leaveOpen: true),
        LayerCompression.Zstd => new CompressionStream(destination, leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(compression)),
    };

    public static LayerCompression Detect(ReadOnlySpan<byte> magic) => magic switch
    {
        [0x1F, 0x8B, ..] => LayerCompression.Gzip,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => LayerCompression.Zstd,
        _ => LayerCompression.None,
    };

    /// <summary>Whether an exception says that compressed data or a tar archive is malformed.</summary>
    public static bool IsMalformed(Exception e) => e is InvalidDataException or ZstdException or Tar.TarFormatException;
}
