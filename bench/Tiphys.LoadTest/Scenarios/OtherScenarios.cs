using System.Globalization;
using System.Text;
using Tiphys.LoadTest.Objects;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>Renews leases as kubelets do: each lease is replaced by its holder, who remembers the version that it got last.</summary>
internal sealed class RenewLeases : OperationScenario
{
    private string[] _versions = [];

    public override async Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        _versions = new string[Math.Max(target.Options.Objects, target.Options.Clients)];
        await Parallel.ForAsync(0, _versions.Length, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (number, stop) =>
            await WriteAsync(target, number, number, HttpMethod.Post, LeasePath(target), stop));
    }

    protected override Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken)
    {
        // A client's own leases, one after the other, so that no two renew the same.
        var own = _versions.Length / target.Options.Clients;
        var lease = client + (target.Options.Clients * (int)(number % own));
        return WriteAsync(target, client, lease, HttpMethod.Put, $"{LeasePath(target)}/node-{lease}", cancellationToken);
    }

    private async Task<long> WriteAsync(LoadTarget target, int client, int lease, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var body = ObjectBodies.Lease($"node-{lease}", _versions[lease] ?? "", DateTimeOffset.UtcNow);
        using var request = target.Request(method, path);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        using var response = await target.Of(client).SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        _versions[lease] = response.IsSuccessStatusCode ? VersionOf(answer) : throw new HttpRequestException($"{method} {path}: {answer}", null, response.StatusCode);
        return answer.Length;
    }

    private static string VersionOf(string json)
    {
        const string Mark = "\"resourceVersion\":\"";
        var from = json.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return json[from..json.IndexOf('"', from)];
    }

    private static string LeasePath(LoadTarget target) => $"apis/coordination.k8s.io/v1/namespaces/{target.Namespace}/leases";
}

/// <summary>Half reads, the rest patches, and every tenth operation makes or deletes a config map.</summary>
internal sealed class Churn : OperationScenario
{
    private const int Kinds = 10;

    public override Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken) => CreatePodsAsync(target, cancellationToken);

    protected override async Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken)
    {
        var name = PodName(number % target.Options.Objects);
        switch (number % Kinds)
        {
            case 0:
                var map = string.Create(CultureInfo.InvariantCulture, $"map-{number}");
                await target.SendAsync(client, HttpMethod.Post, PathOf(target, "configmaps"), ObjectBodies.ConfigMap(map, 2000), "application/json", cancellationToken);
                return await target.SendAsync(client, HttpMethod.Delete, PathOf(target, "configmaps", map), default, null, cancellationToken);
            case < Kinds / 2:
                var body = $$$$"""{"metadata":{"labels":{"changed":"v{{{{number}}}}"}}}""";
                return await target.SendAsync(
                    client, HttpMethod.Patch, PathOf(target, "pods", name), Encoding.UTF8.GetBytes(body), "application/merge-patch+json", cancellationToken);
            default:
                return await target.SendAsync(client, HttpMethod.Get, PathOf(target, "pods", name), default, null, cancellationToken, target.Options.Accept);
        }
    }
}

/// <summary>What an informer does at its start: a list, then a watch from there, until its first bookmark or the end of the initial events.</summary>
internal sealed class StartInformers : OperationScenario
{
    public override Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken) => CreatePodsAsync(target, cancellationToken);

    protected override async Task<long> OperateAsync(LoadTarget target, int client, long number, CancellationToken cancellationToken)
    {
        var path = PathOf(target, "pods") + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=60";
        using var request = target.Request(HttpMethod.Get, path);
        using var response = await target.Of(client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await ReadToBookmarkAsync(stream, cancellationToken);
    }

    private static async Task<long> ReadToBookmarkAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var (kept, total) = (0, 0L);
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(kept), cancellationToken);
            if (count == 0)
            {
                throw new HttpRequestException("the watch ended before its bookmark");
            }

            total += count;
            var read = kept + count;
            if (buffer.AsSpan(0, read).IndexOf("\"BOOKMARK\""u8) >= 0)
            {
                return total;
            }

            // The mark may lie across two reads.
            kept = Math.Min(read, 16);
            buffer.AsSpan(read - kept, kept).CopyTo(buffer);
        }
    }
}
