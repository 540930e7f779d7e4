using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Registry;

namespace Tiphys.Containers.Build;

/// <summary>
/// Builds images from Dockerfiles, all instructions but RUN. The same input gives the same image ID, and layers that were
/// written before are not written again.
/// </summary>
/// <param name="store">Holds base images and receives the result.</param>
/// <param name="puller">For base images that the store does not have; null takes only what is there.</param>
public sealed class ImageBuilder(ImageStore store, ImagePuller? puller)
{
    /// <summary>Builds, names and unpacks an image.</summary>
    /// <exception cref="DockerfileException">The Dockerfile is malformed or an instruction fails; names file and line.</exception>
    /// <exception cref="FileNotFoundException">There is no Dockerfile.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no context.</exception>
    /// <exception cref="ImageException">A tag is malformed.</exception>
    public async Task<ImageInfo> BuildAsync(ImageBuildOptions options, IProgress<BuildProgress>? progress, CancellationToken cancellationToken)
    {
        var names = options.Tags.Select(ImageReference.Parse).ToList();
        if (names.Count == 0 || names.Exists(n => n.Digest is not null))
        {
            throw new ImageException(ImageErrorReason.InvalidReference, "a build needs a name for its image, without a digest");
        }

        await using var _ = await store.EnterAsync(cancellationToken);
        var session = new BuildSession(store, puller, options, progress);
        var state = await session.BuildAsync(cancellationToken);
        var target = await WriteAsync(state, session.Created, cancellationToken);
        await state.OpenAsync(store, cancellationToken);
        await store.SetReferencesAsync(target, names, cancellationToken);
        return (await store.RequireAsync(names[0].Key, cancellationToken)).ToInfo();
    }

    private async Task<Descriptor> WriteAsync(StageState state, DateTimeOffset created, CancellationToken cancellationToken)
    {
        var config = await AddAsync(
            ContentJson.Write(new ImageConfigFile
            {
                Created = created,
                Author = state.Author,
                Os = state.Os,
                Architecture = state.Architecture,
                Variant = state.Variant,
                Config = state.Config,
                RootFilesystem = new RootFilesystem { DiffIds = [.. state.Layers.Select(l => l.DiffId)] },
                History = state.History,
            }),
            MediaTypes.OciConfig,
            cancellationToken);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = config,
            Layers = [.. state.Layers.Select(l => l.Blob with { MediaType = OciTypeOf(l.Blob.MediaType), Annotations = null })],
        };
        return await AddAsync(ContentJson.Write(manifest), MediaTypes.OciManifest, cancellationToken);
    }

    private async Task<Descriptor> AddAsync(byte[] content, string mediaType, CancellationToken cancellationToken) => new()
    {
        MediaType = mediaType,
        Digest = await store.Blobs.WriteAsync(content, cancellationToken),
        Size = content.Length,
    };

    // A manifest does not mix the two families of media types.
    private static string OciTypeOf(string mediaType) => mediaType == MediaTypes.DockerLayerGzip ? MediaTypes.OciLayerGzip : mediaType;
}
