using System.Net.Http.Headers;
using Tiphys.Client.Http;

namespace Tiphys.LoadTest;

/// <summary>The server under load: connections, and requests whose answers are read and thrown away.</summary>
internal sealed class LoadTarget : IDisposable
{
    private readonly HttpClient[] _connections;

    public LoadTarget(LoadOptions options)
    {
        Options = options;
        _connections = [.. Enumerable.Range(0, Math.Max(1, options.Connections)).Select(_ => ApiTransport.Create(options.Config, TimeProvider.System))];
    }

    public LoadOptions Options { get; }

    /// <summary>Namespace that all objects of the run live in.</summary>
    public string Namespace { get; } = $"load-{Guid.NewGuid():N}"[..13];

    /// <summary>The connection of a client.</summary>
    public HttpClient Of(int client) => _connections[client % _connections.Length];

    /// <summary>A request in the version of HTTP that the run uses.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, path) { Version = Options.HttpVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    /// <summary>Sends a request and reads the answer to its end.</summary>
    /// <returns>Bytes of the answer.</returns>
    /// <exception cref="HttpRequestException">The answer is no success.</exception>
    public async Task<long> SendAsync(
        int client, HttpMethod method, string path, ReadOnlyMemory<byte> body, string? contentType, CancellationToken cancellationToken, string? accept = null, string? user = null)
    {
        using var request = Request(method, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-User", user);
            if (user.StartsWith("system:node:", StringComparison.Ordinal))
            {
                request.Headers.TryAddWithoutValidation("Impersonate-Group", "system:nodes");
            }
        }

        if (contentType is not null)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        using var response = await Of(client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 500)]}", null, response.StatusCode);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await DrainAsync(stream, cancellationToken);
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private static async Task<long> DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long total = 0;
            while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                total += count;
            }

            return total;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
