using Tiphys.Containers.Registry;

namespace Tiphys.Containers.Images;

/// <summary>The images of a node: an <see cref="ImageStore"/>, filled by an <see cref="ImagePuller"/>.</summary>
public sealed class ImageService(ImageStore store, ImagePuller puller) : IImageService
{
    public ValueTask<ImageInfo?> GetImageAsync(string reference, CancellationToken cancellationToken) =>
        store.GetAsync(reference, cancellationToken);

    public ValueTask<IReadOnlyList<ImageInfo>> ListImagesAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken) =>
        puller.PullAsync(reference, credentials, progress, cancellationToken);

    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken) => store.RemoveAsync(reference, cancellationToken);

    public ValueTask<ImageFilesystem> PrepareRootFilesystemAsync(string imageId, CancellationToken cancellationToken) =>
        store.PrepareAsync(imageId, cancellationToken);

    public ValueTask<ImageFilesystemUsage> GetFilesystemUsageAsync(CancellationToken cancellationToken) =>
        new(Task.Run(store.GetUsage, cancellationToken));
}
