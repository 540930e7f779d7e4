using System.Collections.Concurrent;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Tests.Fakes;

/// <summary>Images in memory.</summary>
internal sealed class FakeImageService : IImageService
{
    private readonly ConcurrentDictionary<string, ImageInfo> _present = new();

    /// <summary>What a pull gives, by reference and credentials; an exception is thrown.</summary>
    public Func<string, RegistryCredentials?, object> OnPull { get; set; } =
        (reference, _) => new ImageException(ImageErrorReason.NotFound, $"{reference}: not found");

    public ConcurrentQueue<string> Pulls { get; } = new();

    /// <summary>Makes an image present.</summary>
    public ImageInfo Add(string reference, ImageConfig? config = null)
    {
        var image = Image(reference, config);
        _present[ImageReference.Parse(reference).Key] = image;
        return image;
    }

    public static ImageInfo Image(string reference, ImageConfig? config = null)
    {
        var name = ImageReference.Parse(reference);
        return new ImageInfo
        {
            Id = $"sha256:{name.Path.Length:x64}",
            RepoTags = [name.Key],
            RepoDigests = [$"{name.Name}@sha256:{name.Path.Length:x64}"],
            SizeBytes = 1234,
            Config = config ?? new ImageConfig(),
        };
    }

    public ValueTask<ImageInfo?> GetImageAsync(string reference, CancellationToken cancellationToken) =>
        new(ImageReference.TryParse(reference, out var parsed) && _present.TryGetValue(parsed.Key, out var image)
            ? image
            : _present.Values.FirstOrDefault(each => each.Id == reference));

    public ValueTask<IReadOnlyList<ImageInfo>> ListImagesAsync(CancellationToken cancellationToken) => new([.. _present.Values]);

    public Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        Pulls.Enqueue(reference);
        switch (OnPull(reference, credentials))
        {
            case Exception error:
                throw error;
            case ImageInfo image:
                _present[ImageReference.Parse(reference).Key] = image;
                return Task.FromResult(image);
            default:
                throw new InvalidOperationException("a pull gives an image or an exception");
        }
    }

    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken)
    {
        foreach (var key in _present.Where(each => each.Key == reference || each.Value.Id == reference).Select(each => each.Key))
        {
            _present.TryRemove(key, out _);
        }

        return Task.CompletedTask;
    }

    public ValueTask<ImageFilesystem> PrepareRootFilesystemAsync(string imageId, CancellationToken cancellationToken) =>
        new(new ImageFilesystem(imageId, ["/nowhere"]));

    public ValueTask<ImageFilesystemUsage> GetFilesystemUsageAsync(CancellationToken cancellationToken) => new(new ImageFilesystemUsage("/", 0, 0));
}
