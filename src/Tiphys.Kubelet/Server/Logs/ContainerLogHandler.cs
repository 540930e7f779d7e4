using Tiphys.Containers;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server.Logs;

/// <summary><c>/containerLogs/NAMESPACE/POD/CONTAINER</c>.</summary>
internal sealed class ContainerLogHandler(KubeletServerOptions options, PodContainers containers, CancellationToken stopping)
{
    private const int BufferBytes = 32 * 1024;

    private readonly LogSource _source = new(options, containers);

    public async Task HandleAsync(KubeletRequest request)
    {
        request.RequireMethod("GET", "HEAD");
        if (request.Segments is not [var ns, var pod, var container])
        {
            throw new RequestFailedException(404, "404: Page Not Found");
        }

        var query = ContainerLogQuery.Read(request.Http.Request.Query, options.Clock);
        var run = _source.Find(new PodReference(ns, pod), container, query.Previous);
        if (!File.Exists(run.LogPath))
        {
            throw new RequestFailedException(400, $"failed to open log file \"{run.LogPath}\": open {run.LogPath}: no such file or directory");
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        await WriteAsync(request, query, run, ending.Token);
    }

    private async Task WriteAsync(KubeletRequest request, ContainerLogQuery query, LogRun run, CancellationToken cancellationToken)
    {
        var response = request.Http.Response;
        response.ContentType = "text/plain";

        // The client learns that the log is there, before its first line.
        await response.StartAsync(cancellationToken);
        await using var output = new BufferedStream(response.Body, BufferBytes);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exited = query.Options.Follow && run.ContainerId is { } id ? containers.WaitForExitAsync(id, watching.Token) : null;
        try
        {
            await ContainerLogReader.ReadAsync(
                run.LogPath, query.Options, query.Stdout ? output : null, query.Stderr ? output : null, exited, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            await watching.CancelAsync();
            if (exited is not null)
            {
                await exited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
