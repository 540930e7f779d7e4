using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Logging;

namespace Tiphys.Containers;

/// <summary>When logs are rotated and how many are kept; the defaults are the kubelet's.</summary>
public sealed record LogRotationOptions
{
    /// <summary>containerLogMaxSize, in bytes.</summary>
    public long MaxSizeBytes { get; init; } = 10 << 20;

    /// <summary>containerLogMaxFiles: the one being written and the rotated ones together; at least 2.</summary>
    public int MaxFiles { get; init; } = 5;

    /// <summary>containerLogMonitorInterval.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Keeps the logs of running containers small. <c>0.log</c> is moved to <c>0.log.20060102-150405</c>, and compressed to
/// <c>….gz</c> when the next one is moved: its reader may still be busy with it until then.
/// </summary>
public sealed partial class ContainerLogRotator
{
    private const string CompressedSuffix = ".gz";
    private const string TemporarySuffix = ".tmp";

    private readonly IContainerRuntime _runtime;
    private readonly LogRotationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ContainerLogRotator(IContainerRuntime runtime, LogRotationOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFiles, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSizeBytes, 1);
        (_runtime, _options, _time, _logger) = (runtime, options, time, logger);
    }

    /// <summary>Looks at all logs once per period, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.Period, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await RotateAllAsync(cancellationToken);
    }

    /// <summary>Rotates the log of each running container that has grown too large. One that fails does not keep the others.</summary>
    public async Task RotateAllAsync(CancellationToken cancellationToken)
    {
        foreach (var container in _runtime.ListContainers().Where(c => c.State == ContainerState.Running && c.LogPath.Length > 0))
        {
            try
            {
                var log = new FileInfo(container.LogPath);
                if (log.Exists && log.Length >= _options.MaxSizeBytes)
                    await RotateAsync(container.Id, log.FullName, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ContainerRuntimeException)
            {
                Log.Failed(_logger, exception, container.Id);
            }
        }
    }

    private async Task RotateAsync(string containerId, string path, CancellationToken cancellationToken)
    {
        var rotated = RemoveOld(path);
        foreach (var file in rotated.Where(f => !f.EndsWith(CompressedSuffix, StringComparison.Ordinal)))
            await CompressAsync(file, cancellationToken);
        var target = $"{path}.{_time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        File.Move(path, target, overwrite: true);
        try
        {
            await _runtime.ReopenContainerLogAsync(containerId, cancellationToken);
        }
        catch when (!File.Exists(path))
        {
            // conmon still writes to the moved file; under its old name it is at least found.
            File.Move(target, path);
            throw;
        }
    }

    /// <summary>Deletes what is too old or half made. What stays leaves room for the log that is about to be moved.</summary>
    private List<string> RemoveOld(string path)
    {
        // Not by a pattern: "0.log.*" matches "0.log" too.
        var prefix = path + ".";
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(path)!)
            .Where(f => f.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        var keep = _options.MaxFiles - 2;
        foreach (var temporary in files.Where(f => f.EndsWith(TemporarySuffix, StringComparison.Ordinal)))
            File.Delete(temporary);
        files.RemoveAll(f => f.EndsWith(TemporarySuffix, StringComparison.Ordinal));
        foreach (var old in files.SkipLast(keep))
            File.Delete(old);
        return [.. files.TakeLast(keep)];
    }

    private static async Task CompressAsync(string path, CancellationToken cancellationToken)
    {
        var temporary = path + TemporarySuffix;
        await using (var source = File.OpenRead(path))
        await using (var target = File.Create(temporary))
        await using (var compressed = new GZipStream(target, CompressionLevel.Optimal))
            await source.CopyToAsync(compressed, cancellationToken);
        File.Move(temporary, path + CompressedSuffix, overwrite: true);
        File.Delete(path);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Cannot rotate the log of container {ContainerId}; tried again in the next period")]
        public static partial void Failed(ILogger logger, Exception exception, string containerId);
    }
}
