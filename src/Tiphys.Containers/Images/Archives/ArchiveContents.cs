using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images.Archives;

/// <summary>One image of an archive.</summary>
internal sealed record ArchiveImage(Descriptor Target, IReadOnlyList<ImageReference> Names);

/// <summary>What an archive held: its small documents, and where its files are in the blob store now.</summary>
internal sealed class ArchiveContents
{
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    public Dictionary<string, byte[]> Documents { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Descriptor> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Old <c>docker save</c> archives share layers between images by links.</summary>
    public void AddLink(string path, string target, bool relative)
    {
        var directory = relative ? Path.GetDirectoryName(path) + "/" : "";
        _links[path] = Normalise(directory + target);
    }

    /// <exception cref="ImageException">The archive has no such file.</exception>
    public Descriptor File(string path)
    {
        path = Normalise(path);
        return Files.GetValueOrDefault(path) ?? Files.GetValueOrDefault(_links.GetValueOrDefault(path, path))
            ?? throw new ImageException(ImageErrorReason.InvalidContent, $"the archive has no {path}");
    }

    /// <summary>The path without <c>.</c>, <c>..</c> and slashes in front.</summary>
    public static string Normalise(string path) => Path.GetFullPath("/" + path.TrimStart('/')).TrimStart('/');
}

/// <summary>An OCI image layout.</summary>
internal sealed class OciArchive(ArchiveContents contents)
{
    private const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>containerd's and Docker's annotation for the whole name.</summary>
    public const string ImageName = "io.containerd.image.name";

    public IReadOnlyList<ArchiveImage> Images()
    {
        var index = ContentJson.ReadIndex(contents.Documents["index.json"]);
        var images = index.Manifests.Where(m => MediaTypes.IsIndex(m.MediaType) || MediaTypes.IsManifest(m.MediaType));
        return [.. images.GroupBy(m => m.Digest).Select(g => new ArchiveImage(g.First(), [.. g.SelectMany(NamesOf).DistinctBy(n => n.Key)]))];
    }

    // "ref.name" is the whole name with some tools and the tag alone with others; a tag alone names nothing.
    private static IEnumerable<ImageReference> NamesOf(Descriptor manifest)
    {
        var name = manifest.Annotations?.GetValueOrDefault(ImageName)
            ?? (manifest.Annotations?.GetValueOrDefault(RefName) is { } refName && refName.AsSpan().ContainsAny('/', ':') ? refName : null);
        return ImageReference.TryParse(name, out var reference) ? [reference] : [];
    }
}

/// <summary>The archive format of <c>docker save</c>; a manifest is made for each of its images.</summary>
internal sealed class DockerArchive(ArchiveContents contents, ImageStore store)
{
    public async Task<IReadOnlyList<ArchiveImage>> ImagesAsync(CancellationToken cancellationToken)
    {
        var json = contents.Documents.GetValueOrDefault("manifest.json")
            ?? throw new ImageException(
                ImageErrorReason.InvalidContent, "neither an OCI layout nor a docker archive (no index.json and no manifest.json)");
        var images = new List<ArchiveImage>();
        foreach (var image in ContentJson.ReadDockerArchive(json))
        {
            images.Add(new ArchiveImage(
                await AddManifestAsync(image, cancellationToken), [.. (image.RepoTags ?? []).Select(ImageReference.Parse)]));
        }

        return images;
    }

    private async Task<Descriptor> AddManifestAsync(DockerArchiveImage image, CancellationToken cancellationToken)
    {
        var layers = new List<Descriptor>();
        foreach (var layer in image.Layers ?? [])
        {
            var blob = contents.File(layer);
            layers.Add(blob with { MediaType = await LayerMediaTypes.DetectAsync(store.Blobs, blob.Digest, cancellationToken) });
        }

        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = contents.File(image.Config) with { MediaType = MediaTypes.OciConfig },
            Layers = layers,
        };
        var content = ContentJson.Write(manifest);
        var digest = await store.Blobs.WriteAsync(content, cancellationToken);
        return new Descriptor { MediaType = MediaTypes.OciManifest, Digest = digest, Size = content.Length };
    }
}
