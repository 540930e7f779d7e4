using Microsoft.Extensions.Logging;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry;

/// <summary>Brings images from registries into a store.</summary>
public sealed partial class ImagePuller : IDisposable
{
    private readonly ImageStore _store;
    private readonly RegistryHttp _http;
    private readonly RetryPolicy _retries;
    private readonly BlobDownloader _blobs;
    private readonly ILogger _logger;

    // Pulls of the same name wait for each other: the second finds everything there.
    private readonly KeyedLock<string> _pulling = new();

    public ImagePuller(ImageStore store, RegistryOptions options, ILogger<ImagePuller> logger)
    {
        _store = store;
        _http = new RegistryHttp(options);
        _retries = new RetryPolicy(options);
        _blobs = new BlobDownloader(store, _http, _retries);
        _logger = logger;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>See <see cref="IImageService.PullImageAsync"/>.</summary>
    public async Task<ImageInfo> PullAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var name = ImageReference.Parse(reference);
        using var _ = await _pulling.AcquireAsync(name.Key, cancellationToken);
        await using var __ = await _store.EnterAsync(cancellationToken);
        progress?.Report(new PullProgress(PullPhase.Resolving, null, 0, 0));
        var sources = RegistryEndpoint.For(name.Domain, _http.Options)
            .Select(e => new RegistryClient(_http, e, name.Path, credentials))
            .ToList();
        var target = await FetchManifestAsync(sources, name.TagOrDigest, cancellationToken);
        var manifest = await SelectAsync(sources, name, target, 0, cancellationToken);
        await FetchImageAsync(sources, manifest, progress, cancellationToken);
        await _store.SetReferencesAsync(target, [name.Digest is null ? name : name.WithDigest(target.Digest), name.WithDigest(target.Digest)], cancellationToken);
        progress?.Report(new PullProgress(PullPhase.Done, null, 0, 0));
        return (await _store.RequireAsync(name.WithDigest(target.Digest).Key, cancellationToken)).ToInfo();
    }

    // From the store when it is there and known by digest, else from the first source that has it.
    private async Task<Descriptor> FetchManifestAsync(List<RegistryClient> sources, string reference, CancellationToken cancellationToken)
    {
        if (Digest.TryParse(reference, out var digest) && _store.Blobs.Contains(digest))
        {
            var content = await _store.Blobs.ReadAsync(digest, cancellationToken);
            return new Descriptor { MediaType = ContentJson.MediaTypeOf(content), Digest = digest, Size = content.Length };
        }

        foreach (var source in sources)
        {
            try
            {
                var fetched = await _retries.RunAsync(
                    !source.Endpoint.IsMirror, () => source.GetManifestAsync(reference, cancellationToken), cancellationToken);
                await _store.Blobs.WriteAsync(fetched.Content, cancellationToken);
                return fetched.Descriptor;
            }
            catch (ImageException e) when (source.Endpoint.IsMirror)
            {
                Log.MirrorFailed(_logger, source.Endpoint.Base, e.Message);
            }
        }

        // The last source is the registry itself, which either returned or threw.
        throw new ImageException(ImageErrorReason.NotFound, $"no registry has {reference}");
    }

    private async Task<ImageManifest> SelectAsync(
        List<RegistryClient> sources, ImageReference name, Descriptor target, int depth, CancellationToken cancellationToken)
    {
        const int MaxDepth = 3;
        var content = await _store.Blobs.ReadAsync(target.Digest, cancellationToken);
        if (!MediaTypes.IsIndex(target.MediaType))
        {
            var manifest = ContentJson.ReadManifest(content);
            return MediaTypes.IsImageConfig(manifest.Config.MediaType)
                ? manifest
                : throw new ImageException(ImageErrorReason.InvalidContent, $"{name} is no container image but {manifest.Config.MediaType}");
        }

        var candidates = PlatformSelector.Candidates(ContentJson.ReadIndex(content), _store.Platform);
        if (candidates.Count == 0 || depth == MaxDepth)
        {
            throw new ImageException(ImageErrorReason.NoMatchingPlatform, $"{name} has no image for {_store.Platform}");
        }

        var chosen = await FetchManifestAsync(sources, candidates[0].Digest.ToString(), cancellationToken);
        return await SelectAsync(sources, name, chosen, depth + 1, cancellationToken);
    }

    private async Task FetchImageAsync(
        List<RegistryClient> sources, ImageManifest manifest, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        await _blobs.DownloadAsync(sources, manifest.Config, null, cancellationToken);
        var config = ContentJson.ReadConfig(await _store.Blobs.ReadAsync(manifest.Config.Digest, cancellationToken));

        // The first failure ends the other downloads; all are awaited, so nothing of this pull runs on after it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(_http.Options.MaxConcurrentDownloads);
        var downloads = manifest.Layers.Select(layer => DownloadLayerAsync(sources, layer, slots, progress, stop)).ToList();
        var unpacked = UnpackAsync(manifest, config, downloads, progress, stop);
        try
        {
            await Task.WhenAll([.. downloads, unpacked]);
        }
        catch
        {
            // Tell the cause, not that others were stopped because of it.
            var cause = downloads.Append(unpacked)
                .Select(t => t.Exception?.InnerException)
                .FirstOrDefault(e => e is not (null or OperationCanceledException));
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause ?? new OperationCanceledException(cancellationToken));
            throw;
        }
    }

    private async Task DownloadLayerAsync(
        List<RegistryClient> sources, Descriptor layer, SemaphoreSlim slots, IProgress<PullProgress>? progress, CancellationTokenSource stop)
    {
        await slots.WaitAsync(stop.Token);
        try
        {
            await _blobs.DownloadAsync(sources, layer, progress, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task UnpackAsync(
        ImageManifest manifest, ImageConfigFile config, List<Task> downloads, IProgress<PullProgress>? progress, CancellationTokenSource stop)
    {
        try
        {
            await _store.Layers.EnsureAsync(manifest.Layers, config.RootFilesystem.DiffIds, WaitAsync, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }

        async Task WaitAsync(int index)
        {
            await downloads[index];
            var layer = manifest.Layers[index];
            progress?.Report(new PullProgress(PullPhase.Unpacking, layer.Digest.ToString(), layer.Size, layer.Size));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Mirror {Mirror} did not help: {Reason}", EventName = "MirrorFailed")]
        public static partial void MirrorFailed(ILogger logger, Uri mirror, string reason);
    }
}
