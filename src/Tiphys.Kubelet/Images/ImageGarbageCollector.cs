using Microsoft.Extensions.Logging;

namespace Tiphys.Kubelet.Images;

/// <summary>How full a file system is.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What is free of it.</param>
internal readonly record struct DiskSpace(long TotalBytes, long FreeBytes)
{
    public static DiskSpace Of(string path) => new DriveInfo(path) is var drive ? new DiskSpace(drive.TotalSize, drive.AvailableFreeSpace) : default;

    public double UsedPercent => TotalBytes == 0 ? 0 : 100.0 * (TotalBytes - FreeBytes) / TotalBytes;
}

/// <summary>
/// Removes images that no container uses when the disk is 85 % full, those unused longest first, until it is 80 % full (upstream:
/// pkg/kubelet/images/image_gc_manager.go, with its defaults). An image is kept for at least two minutes.
/// </summary>
internal sealed partial class ImageGarbageCollector(KubeletServices services, ILogger logger)
{
    public const double HighPercent = 85;
    public const double LowPercent = 80;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, Seen> _seen = [];

    /// <summary>Looks every five minutes until the caller stops it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, services.Clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                var usage = await services.ImageService.GetFilesystemUsageAsync(cancellationToken);
                await CollectAsync(() => DiskSpace.Of(usage.Mountpoint), cancellationToken);
            }
            catch (Exception error) when (error is Cri.ImageException or IOException)
            {
                Log.Failed(logger, error);
            }
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task CollectAsync(Func<DiskSpace> space, CancellationToken cancellationToken)
    {
        var images = await services.ImageService.ListImagesAsync(cancellationToken);
        var used = services.Runtime.ListContainers().Select(container => container.Config.ImageId).ToHashSet();
        Note(images, used);
        if (space().UsedPercent < HighPercent)
        {
            return;
        }

        var now = services.Clock.GetUtcNow();
        var candidates = images
            .Where(image => !used.Contains(image.Id) && now - _seen[image.Id].First >= LeastAge)
            .OrderBy(image => _seen[image.Id].LastUsed)
            .ThenBy(image => _seen[image.Id].First);
        foreach (var image in candidates)
        {
            if (space().UsedPercent <= LowPercent)
            {
                return;
            }

            Log.Removing(logger, image.RepoTags.FirstOrDefault(image.Id));
            await services.ImageService.RemoveImageAsync(image.Id, cancellationToken);
            await (services.Options.FreeImageContent?.Invoke(cancellationToken) ?? Task.CompletedTask);
        }
    }

    private void Note(IReadOnlyList<Cri.ImageInfo> images, HashSet<string> used)
    {
        var now = services.Clock.GetUtcNow();
        foreach (var image in images)
        {
            var seen = _seen.GetValueOrDefault(image.Id) ?? new Seen(now, default);
            _seen[image.Id] = used.Contains(image.Id) ? seen with { LastUsed = now } : seen;
        }

        foreach (var gone in _seen.Keys.Except(images.Select(image => image.Id)).ToList())
        {
            _seen.Remove(gone);
        }
    }

    private sealed record Seen(DateTimeOffset First, DateTimeOffset LastUsed);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "removing image {Image}: the disk is nearly full")]
        public static partial void Removing(ILogger logger, string image);

        [LoggerMessage(2, LogLevel.Warning, "images could not be removed")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
