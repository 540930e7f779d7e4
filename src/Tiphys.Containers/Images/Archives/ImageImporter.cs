using System.IO.Compression;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Images.Archives;

/// <summary>
/// Reads image archives into a store in one pass: OCI layouts (OCI image-spec, image-layout.md) and what
/// <c>docker save</c> writes, also compressed.
/// </summary>
public sealed class ImageImporter(ImageStore store)
{
    private const int MaxDocumentSize = 4 << 20;

    /// <summary>Imports all images of an archive and unpacks those for this machine.</summary>
    /// <param name="archive">Read once, front to back; need not be seekable.</param>
    /// <param name="name">The name to give, for archives that hold one image; null takes the names in the archive.</param>
    /// <param name="cancellationToken">Stops the import; no name is changed then.</param>
    /// <returns>The images, as the store knows them now.</returns>
    /// <exception cref="ImageException">
    /// <see cref="ImageErrorReason.InvalidContent"/>, <see cref="ImageErrorReason.DigestMismatch"/>,
    /// <see cref="ImageErrorReason.NoMatchingPlatform"/> or <see cref="ImageErrorReason.InvalidReference"/>.
    /// </exception>
    public async Task<IReadOnlyList<ImageInfo>> ImportAsync(Stream archive, string? name, CancellationToken cancellationToken)
    {
        var given = name is null ? null : ImageReference.Parse(name);
        await using var _ = await store.EnterAsync(cancellationToken);
        try
        {
            var contents = await ReadAsync(archive, cancellationToken);
            var images = contents.Documents.ContainsKey("index.json")
                ? new OciArchive(contents).Images()
                : await new DockerArchive(contents, store).ImagesAsync(cancellationToken);
            return await AddAsync(images, given, cancellationToken);
        }
        catch (Exception e) when (LayerCompressions.IsMalformed(e))
        {
            throw new ImageException(ImageErrorReason.InvalidContent, $"malformed image archive: {e.Message}", e);
        }
    }

    private async Task<ArchiveContents> ReadAsync(Stream archive, CancellationToken cancellationToken)
    {
        await using var tar = await DecompressAsync(archive, cancellationToken);
        using var reader = new TarReader(tar);
        var contents = new ArchiveContents();
        while (await reader.ReadNextAsync(cancellationToken) is { } entry)
        {
            var path = ArchiveContents.Normalise(entry.PathText);
            if (entry.Kind is TarEntryKind.SymbolicLink or TarEntryKind.HardLink)
            {
                contents.AddLink(path, System.Text.Encoding.UTF8.GetString(entry.LinkTarget), entry.Kind == TarEntryKind.SymbolicLink);
            }
            else if (entry.Kind == TarEntryKind.File && path is "index.json" or "manifest.json" or "repositories" or OciLayout.FileName)
            {
                contents.Documents[path] = await reader.ReadAllContentAsync(MaxDocumentSize, cancellationToken);
            }
            else if (entry.Kind == TarEntryKind.File)
            {
                contents.Files[path] = await StoreAsync(path, reader, cancellationToken);
            }
        }

        await reader.DrainAsync(cancellationToken);
        return contents;
    }

    private async Task<Descriptor> StoreAsync(string path, TarReader reader, CancellationToken cancellationToken)
    {
        await using var writer = store.Blobs.CreateWriter();
        await reader.CopyContentToAsync(writer, cancellationToken);
        Digest? expected = path.StartsWith("blobs/sha256/", StringComparison.Ordinal) && Digest.TryParseHex(Path.GetFileName(path), out var named)
            ? named
            : null;
        var size = writer.Position;
        try
        {
            return new Descriptor { MediaType = "", Digest = writer.Commit(expected, null), Size = size };
        }
        catch (ImageException e)
        {
            throw new ImageException(e.Reason, $"archive member {path}: {e.Message}", e);
        }
    }

    private async Task<IReadOnlyList<ImageInfo>> AddAsync(
        IReadOnlyList<ArchiveImage> images, ImageReference? given, CancellationToken cancellationToken)
    {
        if (images.Count == 0)
        {
            throw new ImageException(ImageErrorReason.InvalidContent, "the archive holds no image");
        }

        if (given is not null && images.Select(i => i.Target.Digest).Distinct().Count() > 1)
        {
            throw new ImageException(ImageErrorReason.InvalidReference, $"the archive holds {images.Count} images, but one name was given");
        }

        foreach (var image in images)
        {
            if (given is null && image.Names.Count == 0)
            {
                throw new ImageException(ImageErrorReason.InvalidReference, "the archive does not name its image; give a name");
            }

            var resolved = await store.ResolveAsync(image.Target, cancellationToken, fresh: true) ?? throw Unusable(image.Target);
            await store.UnpackAsync(resolved, cancellationToken);
        }

        var result = new List<ImageInfo>();
        foreach (var image in images)
        {
            await store.SetReferencesAsync(image.Target, given is null ? image.Names : [given], cancellationToken);
            result.Add((await store.RequireAsync((given ?? image.Names[0]).Key, cancellationToken)).ToInfo());
        }

        return [.. result.DistinctBy(i => i.Id)];
    }

    private ImageException Unusable(Descriptor target) => MediaTypes.IsIndex(target.MediaType)
        ? new ImageException(ImageErrorReason.NoMatchingPlatform, $"the archive has no image for {store.Platform}, or not all of its parts")
        : new ImageException(ImageErrorReason.InvalidContent, $"parts of image {target.Digest} are missing in the archive");

    private static async Task<Stream> DecompressAsync(Stream archive, CancellationToken cancellationToken)
    {
        var magic = new byte[4];
        var read = await archive.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(magic.AsMemory(0, read), archive);
        return LayerCompressions.Detect(magic) switch
        {
            LayerCompression.Gzip => new GZipStream(whole, CompressionMode.Decompress),
            LayerCompression.Zstd => new ZstdSharp.DecompressionStream(whole, leaveOpen: true),
            _ => whole,
        };
    }
}
