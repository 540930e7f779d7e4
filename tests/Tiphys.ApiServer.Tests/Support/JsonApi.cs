using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.Support;

/// <summary>The API as bare requests and JSON, without a client that could hide anything.</summary>
internal sealed class JsonApi(HttpClient http) : IDisposable
{
    public const string Json = "application/json";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string Apply = "application/apply-patch+yaml";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";

    public Task<Answer> GetAsync(string path, string accept = Json) => SendAsync(HttpMethod.Get, path, null, accept: accept);

    /// <summary>Reads what must be there.</summary>
    public async Task<JsonNode> ReadAsync(string path) => (await GetAsync(path)).Expect(HttpStatusCode.OK);

    public Task<Answer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Creates what must be taken.</summary>
    public async Task<JsonNode> CreateAsync(string path, JsonNode body) => (await PostAsync(path, body)).Expect(HttpStatusCode.Created);

    public Task<Answer> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, string mediaType, JsonNode patch) => SendAsync(HttpMethod.Patch, path, patch, mediaType);

    public Task<Answer> DeleteAsync(string path, JsonNode? options = null) => SendAsync(HttpMethod.Delete, path, options);

    public Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body, string mediaType = Json, string accept = Json, string? user = null) =>
        SendBytesAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()), mediaType, accept, user);

    /// <summary>Sends a request as the administrator, or as another user.</summary>
    public async Task<Answer> SendBytesAsync(HttpMethod method, string path, byte[]? body, string mediaType, string accept = Json, string? user = null)
    {
        using var request = Request(method, path, accept, user);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            $"{method} {path}", answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType ?? "");
    }

    /// <summary>Opens a watch.</summary>
    public async Task<JsonWatch> WatchAsync(string path)
    {
        using var request = Request(HttpMethod.Get, path, Json, null);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new JsonWatch(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, string accept, string? user)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("User-Agent", "suite");
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

/// <summary>An open watch.</summary>
internal sealed class JsonWatch(HttpResponseMessage answer, StreamReader lines) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The next event.</summary>
    public async Task<JsonNode> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return JsonNode.Parse(await lines.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("the watch has ended"))!;
    }

    /// <summary>The next event, which must be of a type; gives its object.</summary>
    public async Task<JsonNode> NextAsync(string type)
    {
        var found = await NextAsync();
        Assert.True((string?)found["type"] == type, $"wanted {type}: {found.ToJsonString()}");
        return found["object"]!.DeepClone();
    }

    public void Dispose()
    {
        lines.Dispose();
        answer.Dispose();
    }
}
