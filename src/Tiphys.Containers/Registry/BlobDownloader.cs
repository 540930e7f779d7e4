using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry;

/// <summary>
/// Downloads one blob into the store. What arrived before an interruption, also of the whole process, is not asked for again.
/// </summary>
internal sealed class BlobDownloader(ImageStore store, RegistryHttp http, RetryPolicy retries)
{
    private const int ReportEvery = 1 << 20;

    // One for all pulls of the process, so that two images with the same layer fetch it once.
    private readonly KeyedLock<Digest> _downloading = new();

    public async Task DownloadAsync(IReadOnlyList<RegistryClient> sources, Descriptor blob, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        using var _ = await _downloading.AcquireAsync(blob.Digest, cancellationToken);
        if (store.Blobs.SizeOf(blob.Digest) is { } present)
        {
            Report(progress, blob, present);
            return;
        }

        await using var writer = await store.Blobs.ResumeWriterAsync(blob.Digest, cancellationToken);
        for (var i = 0; ; i++)
        {
            try
            {
                await DownloadAsync(sources[i], blob, writer, progress, cancellationToken);
                return;
            }
            catch (ImageException) when (i < sources.Count - 1)
            {
                // A mirror; the next source may have it, and goes on where this one stopped.
            }
        }
    }

    private async Task DownloadAsync(
        RegistryClient source, Descriptor blob, BlobWriter writer, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = writer.Position;
            try
            {
                if (before > blob.Size)
                {
                    writer.Restart();
                }

                if (before != blob.Size)
                {
                    await TransferAsync(source, blob, writer, progress, cancellationToken);
                }

                writer.Commit(blob.Digest, blob.Size);
                return;
            }
            catch (ImageException e) when (RegistryErrors.IsTransient(e) && (writer.Position > before || attempt < AttemptsAt(source)))
            {
                attempt = writer.Position > before ? 1 : attempt;
                await retries.WaitAsync(attempt, cancellationToken);
            }
            catch (ImageException e) when (e.Reason == ImageErrorReason.UnexpectedResponse && before > 0)
            {
                // The server does not like the range: all of it, then.
                writer.Restart();
            }
            catch (ImageException e) when (e.Reason == ImageErrorReason.DigestMismatch && before > 0)
            {
                // What was there from before may be the damaged part: once more from the start.
            }
            catch (ImageException e) when (e.Reason == ImageErrorReason.DigestMismatch)
            {
                throw new ImageException(e.Reason, $"blob {blob.Digest} from {source.Endpoint.Base.Authority}: {e.Message}", e);
            }
        }
    }

    private async Task TransferAsync(
        RegistryClient source, Descriptor blob, BlobWriter writer, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var (response, offset) = await source.OpenBlobAsync(blob.Digest, writer.Position, cancellationToken);
        using (response)
        {
            if (offset == 0)
            {
                writer.Restart();
            }

            using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                await CopyAsync(response, blob, writer, progress, idle);
            }
            catch (Exception e) when (e is HttpRequestException or IOException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                throw new ImageException(
                    ImageErrorReason.Unreachable,
                    $"blob {blob.Digest}: the connection to {source.Endpoint.Base.Authority} broke off after {writer.Position} of {blob.Size} bytes", e);
            }
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, Descriptor blob, BlobWriter writer, IProgress<PullProgress>? progress, CancellationTokenSource idle)
    {
        await using var body = await response.Content.ReadAsStreamAsync(idle.Token);
        var buffer = new byte[1 << 17];
        var reported = writer.Position;
        while (true)
        {
            idle.CancelAfter(http.Options.IdleTimeout);
            var read = await body.ReadAsync(buffer, idle.Token);
            if (read == 0)
            {
                break;
            }

            await writer.WriteAsync(buffer.AsMemory(0, read), idle.Token);
            if (writer.Position > blob.Size)
            {
                // More than announced: stop before it fills the disk; the size check refuses it.
                return;
            }

            if (writer.Position - reported >= ReportEvery)
            {
                Report(progress, blob, reported = writer.Position);
            }
        }

        if (writer.Position < blob.Size)
        {
            throw new IOException($"the body ended after {writer.Position} bytes");
        }

        Report(progress, blob, writer.Position);
    }

    private static void Report(IProgress<PullProgress>? progress, Descriptor blob, long completed) =>
        progress?.Report(new PullProgress(PullPhase.Downloading, blob.Digest.ToString(), completed, blob.Size));

    private int AttemptsAt(RegistryClient source) => source.Endpoint.IsMirror ? 1 : http.Options.MaxAttempts;
}
