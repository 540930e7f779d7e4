using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images;

/// <summary>The parts of an image for one platform.</summary>
internal sealed record ResolvedImage(Descriptor ManifestDescriptor, ImageManifest Manifest, ImageConfigFile Config)
{
    public string Id => Manifest.Config.Digest.ToString();

    public long SizeBytes => Manifest.Config.Size + Manifest.Layers.Sum(l => l.Size);
}

/// <summary>An image and the names that lead to it, at least one.</summary>
internal sealed record StoredImage(ResolvedImage Image, List<ReferenceRecord> References)
{
    /// <summary>Whether the digest is that of the image's manifest, or of an index that led to it.</summary>
    public bool Has(Digest digest) =>
        Image.ManifestDescriptor.Digest == digest || References.Exists(r => r.Target.Digest == digest);

    public ImageInfo ToInfo()
    {
        var names = References.ConvertAll(r => ImageReference.Parse(r.Name));
        var config = Image.Config.Config ?? new ImageExecutionConfig();
        return new ImageInfo
        {
            Id = Image.Id,
            RepoTags = [.. names.Where(n => n.Digest is null).Select(n => n.Key)],
            RepoDigests = [.. names.Where(n => n.Digest is not null).Select(n => n.Key)],
            SizeBytes = Image.SizeBytes,
            Created = Image.Config.Created,
            Architecture = Image.Config.Architecture,
            Os = Image.Config.Os,
            Config = new ImageConfig
            {
                Env = config.Env ?? [],
                Cmd = config.Cmd ?? [],
                Entrypoint = config.Entrypoint ?? [],
                WorkingDir = config.WorkingDir ?? "",
                User = config.User ?? "",
                ExposedPorts = [.. config.ExposedPorts?.Keys ?? Enumerable.Empty<string>()],
                Labels = config.Labels ?? new SortedDictionary<string, string>(StringComparer.Ordinal),
                StopSignal = config.StopSignal ?? "",
                Volumes = [.. config.Volumes?.Keys ?? Enumerable.Empty<string>()],
            },
        };
    }
}
