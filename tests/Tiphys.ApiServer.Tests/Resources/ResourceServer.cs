using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tiphys.ApiServer.Tests.Replay;

namespace Tiphys.ApiServer.Tests.Resources;

/// <summary>A whole API server over HTTP, shared by the tests of all resources; each test works in a namespace of its own.</summary>
public sealed class ResourceServer : IAsyncLifetime
{
    public const string Json = "application/json";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string Apply = "application/apply-patch+yaml";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ReplayServer _server = null!;
    private HttpClient _http = null!;
    private int _namespaces;

    public async ValueTask InitializeAsync()
    {
        _server = await ReplayServer.StartAsync(false, TestContext.Current.CancellationToken);
        _http = new HttpClient { BaseAddress = _server.Address, Timeout = Patience };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Makes a namespace with its service account and gives its name.</summary>
    internal async Task<string> NamespaceAsync()
    {
        var name = $"test-{Interlocked.Increment(ref _namespaces)}";
        await _server.CreateNamespaceAsync(name, default, TestContext.Current.CancellationToken);
        return name;
    }

    internal Task<Answer> GetAsync(string path, string accept = Json) => SendAsync(HttpMethod.Get, path, null, accept: accept);

    internal Task<Answer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body);

    internal Task<Answer> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body);

    internal Task<Answer> PatchAsync(string path, string mediaType, JsonNode patch) => SendAsync(HttpMethod.Patch, path, patch, mediaType);

    internal Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    internal Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body, string mediaType = Json, string accept = Json, string? user = null) =>
        SendBytesAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()), mediaType, accept, user);

    /// <summary>Sends a request as the administrator, or as somebody whom nobody has given anything.</summary>
    internal async Task<Answer> SendBytesAsync(HttpMethod method, string path, byte[]? body, string mediaType, string accept = Json, string? user = null)
    {
        using var request = Request(method, path, accept, user);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            $"{method} {path}", answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType ?? "");
    }

    /// <summary>Opens a watch; the reader gives an event a line.</summary>
    internal async Task<StreamReader> WatchAsync(string path)
    {
        using var request = Request(HttpMethod.Get, path, Json, null);
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string accept, string? user)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("User-Agent", "suite");
        request.Headers.TryAddWithoutValidation(ReplayAuthenticator.Header, "1");
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-User", user);
        }

        return request;
    }
}

/// <summary>What a server has answered.</summary>
internal sealed record Answer(string Request, HttpStatusCode Code, byte[] Bytes, string MediaType)
{
    public JsonNode Body => JsonNode.Parse(Bytes)!;

    public string Message => (string?)Body["message"] ?? "";

    /// <summary>Fails unless the answer has a code; gives the body.</summary>
    public JsonNode Expect(HttpStatusCode code)
    {
        Assert.True(Code == code, $"{Request}: {(int)Code} {Encoding.UTF8.GetString(Bytes)}");
        return Body;
    }
}

[CollectionDefinition(Name)]
public sealed class ResourceCollection : ICollectionFixture<ResourceServer>
{
    public const string Name = "resources";
}
