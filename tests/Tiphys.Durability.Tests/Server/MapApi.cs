using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tiphys.Durability.Tests.Server;

/// <summary>The little of the API that the checks use: config maps of one namespace with one value each.</summary>
internal static class MapApi
{
    public const string Collection = "/api/v1/namespaces/default/configmaps";

    private const string ValueKey = "value";

    public static Task<long> CreateAsync(HttpClient http, string name, string value, CancellationToken cancellationToken) =>
        WriteAsync(http, HttpMethod.Post, Collection, Body(name, value), cancellationToken);

    public static Task<long> UpdateAsync(HttpClient http, string name, string value, CancellationToken cancellationToken) =>
        WriteAsync(http, HttpMethod.Put, $"{Collection}/{name}", Body(name, value), cancellationToken);

    public static Task<long> DeleteAsync(HttpClient http, string name, CancellationToken cancellationToken) =>
        WriteAsync(http, HttpMethod.Delete, $"{Collection}/{name}", null, cancellationToken);

    public static async Task<MapList> ListAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(Collection, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new RefusedException(response.StatusCode, text);
        }

        using var json = JsonDocument.Parse(text);
        var maps = json.RootElement.GetProperty("items").EnumerateArray().Select(Read).Where(map => map.Value is not null);
        return new MapList(RevisionOf(json.RootElement), maps.ToDictionary(map => map.Name));
    }

    /// <summary>The object of an answer or an event.</summary>
    public static MapVersion Read(JsonElement item)
    {
        var value = item.TryGetProperty("data", out var data) && data.TryGetProperty(ValueKey, out var found) ? found.GetString() : null;
        return new MapVersion(item.GetProperty("metadata").GetProperty("name").GetString()!, value, RevisionOf(item));
    }

    /// <returns>The revision of the answer; 0 when it tells none.</returns>
    /// <exception cref="RefusedException">The server answered that it did not do it.</exception>
    private static async Task<long> WriteAsync(HttpClient http, HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new RefusedException(response.StatusCode, text);
        }

        using var json = JsonDocument.Parse(text);
        return RevisionOf(json.RootElement);
    }

    private static long RevisionOf(JsonElement item) =>
        item.GetProperty("metadata").TryGetProperty("resourceVersion", out var version)
        && long.TryParse(version.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;

    private static ByteArrayContent Body(string name, string value)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$$"""{"metadata":{"name":"{{{name}}}"},"data":{"{{{ValueKey}}}":"{{{value}}}"}}"""));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}

/// <summary>A config map as of a revision; without a value it is none of the checks'.</summary>
internal sealed record MapVersion(string Name, string? Value, long Revision);

/// <summary>All config maps, and the revision of the list.</summary>
internal sealed record MapList(long Revision, Dictionary<string, MapVersion> Maps);

/// <summary>The server refused a request.</summary>
internal sealed class RefusedException(HttpStatusCode code, string text) : Exception($"{(int)code} {text}")
{
    public HttpStatusCode Code { get; } = code;
}
