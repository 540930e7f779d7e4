using System.Text;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Images.Archives;

/// <summary>The two archive formats that other tools read.</summary>
public enum ImageArchiveFormat
{
    /// <summary>An OCI image layout in a tar.</summary>
    Oci,

    /// <summary>What <c>docker load</c> reads.</summary>
    Docker,
}

/// <summary>Writes images of a store as one archive, streamed.</summary>
public sealed class ImageExporter(ImageStore store)
{
    /// <summary>Writes the images for this machine's platform. The same images give the same bytes.</summary>
    /// <param name="references">Names or IDs; by ID, all tags of the image go along.</param>
    /// <param name="format">Of the archive.</param>
    /// <param name="archive">Written front to back and left open.</param>
    /// <param name="cancellationToken">Stops in the middle of the archive.</param>
    /// <exception cref="ImageException"><see cref="ImageErrorReason.NotFound"/>, before anything is written.</exception>
    public async Task ExportAsync(
        IReadOnlyList<string> references, ImageArchiveFormat format, Stream archive, CancellationToken cancellationToken)
    {
        await using var _ = await store.EnterAsync(cancellationToken);
        var images = new List<ExportedImage>();
        foreach (var reference in references)
        {
            var stored = await store.RequireAsync(reference, cancellationToken);
            images.Add(new ExportedImage(stored.Image, TagsFor(stored, reference)));
        }

        var writer = new TarWriter(archive);
        await (format == ImageArchiveFormat.Oci ? WriteOciAsync(images, writer, cancellationToken) : WriteDockerAsync(images, writer, cancellationToken));
        await writer.FinishAsync(cancellationToken);
        await archive.FlushAsync(cancellationToken);
    }

    private async Task WriteOciAsync(List<ExportedImage> images, TarWriter writer, CancellationToken cancellationToken)
    {
        await WriteAsync(writer, OciLayout.FileName, ContentJson.Write(new OciLayout()), cancellationToken);
        var index = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = [.. images.SelectMany(DescriptorsOf)] };
        await WriteAsync(writer, "index.json", ContentJson.Write(index), cancellationToken);
        var blobs = images.SelectMany(i => (Descriptor[])[i.Image.ManifestDescriptor, i.Image.Manifest.Config, .. i.Image.Manifest.Layers]);
        foreach (var blob in blobs.DistinctBy(b => b.Digest))
        {
            await WriteBlobAsync(writer, $"blobs/sha256/{blob.Digest.Hex}", blob.Digest, cancellationToken);
        }
    }

    private async Task WriteDockerAsync(List<ExportedImage> images, TarWriter writer, CancellationToken cancellationToken)
    {
        var blobs = images.SelectMany(i => i.Image.Manifest.Layers.Select(l => (Name: LayerName(l), l.Digest))
            .Prepend((Name: ConfigName(i.Image), i.Image.Manifest.Config.Digest)));
        foreach (var (name, digest) in blobs.DistinctBy(b => b.Name))
        {
            await WriteBlobAsync(writer, name, digest, cancellationToken);
        }

        var manifest = images.Select(i => new DockerArchiveImage
        {
            Config = ConfigName(i.Image),
            RepoTags = [.. i.Tags.Select(ShortName)],
            Layers = [.. i.Image.Manifest.Layers.Select(LayerName)],
        });
        await WriteAsync(writer, "manifest.json", ContentJson.Write([.. manifest]), cancellationToken);
    }

    private static IEnumerable<Descriptor> DescriptorsOf(ExportedImage image)
    {
        var plain = image.Image.ManifestDescriptor with { Annotations = null };
        return image.Tags.Count == 0
            ? [plain]
            : image.Tags.Select(t => plain with
            {
                Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    [OciArchive.ImageName] = t.Key,
                    ["org.opencontainers.image.ref.name"] = t.Tag!,
                },
            });
    }

    private async Task WriteBlobAsync(TarWriter writer, string path, Digest digest, CancellationToken cancellationToken)
    {
        await using var blob = store.Blobs.OpenRead(digest);
        await writer.WriteAsync(Entry(path) with { Size = blob.Length }, blob, cancellationToken);
    }

    private static Task WriteAsync(TarWriter writer, string path, byte[] content, CancellationToken cancellationToken) =>
        writer.WriteAsync(Entry(path), content, cancellationToken);

    private static TarEntry Entry(string path) => new() { Path = Encoding.UTF8.GetBytes(path), Kind = TarEntryKind.File, Mode = 0x1A4 };

    private static IReadOnlyList<ImageReference> TagsFor(StoredImage stored, string reference)
    {
        var tags = stored.References.Select(r => ImageReference.Parse(r.Name)).Where(n => n.Digest is null).ToList();
        return ImageReference.TryParse(reference, out var asked) && tags.Exists(t => t.Key == asked.Key)
            ? [asked]
            : tags;
    }

    // Docker knows its own images by their short names.
    private static string ShortName(ImageReference name)
    {
        var path = name.Domain == ImageReference.DefaultDomain
            ? name.Path.StartsWith("library/", StringComparison.Ordinal) ? name.Path["library/".Length..] : name.Path
            : name.Name;
        return $"{path}:{name.Tag}";
    }

    private static string ConfigName(ResolvedImage image) => image.Manifest.Config.Digest.Hex + ".json";

    private static string LayerName(Descriptor layer) => layer.Digest.Hex + ".tar";

    private sealed record ExportedImage(ResolvedImage Image, IReadOnlyList<ImageReference> Tags);
}
