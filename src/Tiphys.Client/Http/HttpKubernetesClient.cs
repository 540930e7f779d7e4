using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Configuration;

namespace Tiphys.Client.Http;

/// <summary>
/// The Kubernetes API over HTTP. An answer that asks to come again later (<c>Retry-After</c>) is tried again, as client-go does; one that
/// does not come within a minute is a <see cref="TimeoutException"/>; a connection that fails is an <see cref="HttpRequestException"/>.
/// </summary>
public sealed class HttpKubernetesClient : IKubernetesClient, IDisposable
{
    // client-go gives up after so many answers that ask to come again (rest.Request, maxRetries).
    private const int MaxRetries = 10;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly Random _random;

    /// <summary>A client over HTTP whose base address is the server; it is disposed with this.</summary>
    public HttpKubernetesClient(HttpClient http, TimeProvider? clock = null, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(http.BaseAddress);
        _http = http;
        _clock = clock ?? TimeProvider.System;
        _random = random ?? Random.Shared;
    }

    /// <summary>A client of a configuration.</summary>
    public HttpKubernetesClient(ClientConfig config, TimeProvider? clock = null)
        : this(ApiTransport.Create(config, clock ?? TimeProvider.System), clock)
    {
    }

    /// <inheritdoc/>
    public async Task<T> GetAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> =>
        ApiJson.Read<T>(await SendAsync(HttpMethod.Get, Path<T>(ns, name), null, cancellationToken));

    /// <inheritdoc/>
    public async Task<ObjectList<T>> ListAsync<T>(string? ns, ListRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> =>
        ObjectListReader.Read<T>(await SendAsync(HttpMethod.Get, Path<T>(ns) + ApiPath.Query(request), null, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchNotice<T>> WatchAsync<T>(
        string? ns, WatchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        // Spread over 5 to 10 minutes as client-go's reflector does, so that watches do not all start anew at the same moment.
        var path = Path<T>(ns) + ApiPath.Query(request, 300 + _random.Next(300));
        using var message = Request(HttpMethod.Get, path, null);
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw FailedResponse.ToException((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var notice in WatchStreamReader.ReadAsync<T>(stream, cancellationToken))
        {
            yield return notice;
        }
    }

    /// <inheritdoc/>
    public async Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> =>
        ApiJson.Read<T>(await SendAsync(HttpMethod.Post, Path<T>(value.Metadata.Namespace), Json(ApiJson.Write(value)), cancellationToken));

    /// <inheritdoc/>
    public async Task<T> UpdateAsync<T>(T value, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var path = Path<T>(value.Metadata.Namespace, value.Metadata.Name, subresource);
        return ApiJson.Read<T>(await SendAsync(HttpMethod.Put, path, Json(ApiJson.Write(value)), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<T> PatchAsync<T>(string? ns, string name, PatchRequest patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var path = Path<T>(ns, name, subresource) + ApiPath.Query(patch);
        return ApiJson.Read<T>(await SendAsync(HttpMethod.Patch, path, new(patch.Body, patch.ContentType), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task DeleteAsync<T>(string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T> =>
        await SendAsync(HttpMethod.Delete, Path<T>(ns, name), options is null ? null : Json(ApiJson.Write(options)), cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteCollectionAsync<T>(string? ns, ListRequest request, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var path = Path<T>(ns) + ApiPath.Query(request);
        await SendAsync(HttpMethod.Delete, path, options is null ? null : Json(ApiJson.Write(options)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TBody> CreateSubresourceAsync<T, TBody>(string? ns, string name, string subresource, TBody body, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
        where TBody : class, IApiType<TBody>
    {
        var answer = await SendAsync(HttpMethod.Post, Path<T>(ns, name, subresource), Json(ApiJson.Write(body)), cancellationToken);

        // Some subresources, such as binding, answer a plain Status: then the body stands for itself.
        return AnswerKind.IsStatus(answer) && typeof(TBody) != typeof(Status) ? body : ApiJson.Read<TBody>(answer);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Path<T>(string? ns, string? name = null, string? subresource = null)
        where T : class, IKubernetesObject<T> => ApiPath.Of(ResourceOf<T>.Definition, ns, name, subresource);

    private static Body Json(byte[] json) => new(json, "application/json");

    private Uri Address(string path) => new(_http.BaseAddress!.AbsoluteUri.TrimEnd('/') + path);

    private async Task<byte[]> SendAsync(HttpMethod method, string path, Body? body, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var timeout = new CancellationTokenSource(RequestTimeout, _clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                using var request = Request(method, path, body);
                using var response = await _http.SendAsync(request, linked.Token);
                var answer = await response.Content.ReadAsByteArrayAsync(linked.Token);
                if (response.IsSuccessStatusCode)
                {
                    return answer;
                }

                if (attempt >= MaxRetries || RetryAfter(response) is not { } wait)
                {
                    throw FailedResponse.ToException((int)response.StatusCode, answer);
                }

                await Task.Delay(wait, _clock, cancellationToken);
            }
            catch (OperationCanceledException error) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{method} {path}: no answer within {RequestTimeout.TotalSeconds} s", error);
            }
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        (int)response.StatusCode is 429 or >= 500 ? response.Headers.RetryAfter?.Delta : null;

    private HttpRequestMessage Request(HttpMethod method, string path, Body? body)
    {
        var request = new HttpRequestMessage(method, Address(path)) { Version = _http.DefaultRequestVersion, VersionPolicy = _http.DefaultVersionPolicy };
        if (body is not null)
        {
            request.Content = new ReadOnlyMemoryContent(body.Content) { Headers = { ContentType = new MediaTypeHeaderValue(body.MediaType) } };
        }

        return request;
    }

    private sealed record Body(ReadOnlyMemory<byte> Content, string MediaType);
}
