using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>Sends recorded requests and puts answers into the recorded form.</summary>
internal sealed partial class ReplayClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = System.Net.DecompressionMethods.None })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Sends a request and reads its answer whole.</summary>
    public async Task<JsonObject> SendAsync(JsonObject request, JsonArray? show, CancellationToken cancellationToken)
    {
        using var message = Message(request);
        if (message.Method == HttpMethod.Connect)
        {
            return []; // The client of the framework takes this verb for a proxy's.
        }

        using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var result = Head(answer, show);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (IsWatch(request, answer))
        {
            result["events"] = new JsonArray(Lines(bytes).Where(line => Keeps(request, line)).ToArray());
            return result;
        }

        AddBody(result, MediaType(answer), bytes);
        return result;
    }

    /// <summary>Starts a watch; returns when the server has answered its head.</summary>
    public async Task<ReplayWatch> StartAsync(JsonObject request, JsonArray? show, CancellationToken cancellationToken)
    {
        var message = Message(request);
        var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return new ReplayWatch(message, answer, Head(answer, show), IsWatch(request, answer), line => Keeps(request, line));
    }

    public static void AddBody(JsonObject result, string mediaType, byte[] bytes)
    {
        if (mediaType.Contains("json", StringComparison.Ordinal) && TryParse(bytes, out var body))
        {
            result["body"] = body;
            return;
        }

        try
        {
            if (!mediaType.Contains("protobuf", StringComparison.Ordinal))
            {
                result["text"] = new UTF8Encoding(false, true).GetString(bytes);
                return;
            }
        }
        catch (DecoderFallbackException)
        {
            // Not text, then.
        }

        result["base64"] = Convert.ToBase64String(bytes);
    }

    public static string MediaType(HttpResponseMessage answer) =>
        answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? string.Join(", ", values) : "";

    public void Dispose() => _http.Dispose();

    private static bool TryParse(byte[] bytes, out JsonNode? body)
    {
        try
        {
            body = JsonNode.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            body = null;
            return false;
        }
    }

    private HttpRequestMessage Message(JsonObject request)
    {
        var path = UnsafeForm().Replace((string)request["path"]!, match => Uri.EscapeDataString(match.Value));
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(new HttpMethod((string?)request["method"] ?? "GET"), new Uri(server.AbsoluteUri.TrimEnd('/') + path, options));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Accept"] = "application/json", ["User-Agent"] = "replay" };
        var body = Body(request, headers);
        foreach (var (name, value) in request["headers"]?.AsObject() ?? [])
        {
            if (value is null)
            {
                headers.Remove(name);
            }
            else
            {
                headers[name] = (string)value!;
            }
        }

        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
        }

        foreach (var (name, value) in headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value) && (message.Content ??= new ByteArrayContent([])) is { } content)
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        AddUser(request, message.Headers);
        return message;
    }

    private static byte[]? Body(JsonObject request, Dictionary<string, string> headers)
    {
        if (request.ContainsKey("body"))
        {
            headers["Content-Type"] = "application/json";
            return Encoding.UTF8.GetBytes(request["body"]?.ToJsonString() ?? "null");
        }

        if ((string?)request["text"] is { } text)
        {
            headers["Content-Type"] = "application/json";
            return Encoding.UTF8.GetBytes(text);
        }

        return (string?)request["base64"] is { } base64 ? Convert.FromBase64String(base64) : null;
    }

    private static void AddUser(JsonObject request, HttpRequestHeaders headers)
    {
        if ((bool?)request["bare"] != true)
        {
            headers.Add(ReplayAuthenticator.Header, "1");
        }

        if (request["as"] is { } user)
        {
            headers.TryAddWithoutValidation("Impersonate-User", (string)user["user"]!);
            foreach (var group in user["groups"]?.AsArray() ?? [])
            {
                headers.TryAddWithoutValidation("Impersonate-Group", (string)group!);
            }
        }
    }

    private static JsonObject Head(HttpResponseMessage answer, JsonArray? show)
    {
        var headers = new JsonObject();
        var mediaType = MediaType(answer);
        if (mediaType.Length > 0)
        {
            headers["Content-Type"] = mediaType;
        }

        if (answer.Headers.TryGetValues("Warning", out var warnings))
        {
            headers["Warning"] = new JsonArray(warnings.Select(each => (JsonNode)each!).ToArray());
        }

        foreach (var name in show?.Select(each => (string)each!) ?? [])
        {
            if (answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values))
            {
                headers[name] = string.Join(", ", values);
            }
        }

        return new JsonObject { ["code"] = (int)answer.StatusCode, ["headers"] = headers };
    }

    private static bool IsWatch(JsonObject request, HttpResponseMessage answer)
    {
        var path = (string)request["path"]!;
        return (int)answer.StatusCode == 200
            && MediaType(answer).Contains("json", StringComparison.Ordinal)
            && (path.Contains("watch=1", StringComparison.Ordinal) || path.Contains("watch=true", StringComparison.Ordinal) || path.Contains("/watch/", StringComparison.Ordinal));
    }

    private static IEnumerable<JsonNode?> Lines(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => JsonNode.Parse(line));

    // A bookmark that only tells how far the server is comes when it likes.
    private static bool Keeps(JsonObject request, JsonNode? line) => (bool?)request["bookmarks"] == true
        || (string?)line?["type"] != "BOOKMARK" || Templates.At(line, "/object/metadata/annotations") is not null;

    [GeneratedRegex(@"[^A-Za-z0-9_.\-~/?&=%:,+*'()!$;@]")]
    private static partial Regex UnsafeForm();
}
