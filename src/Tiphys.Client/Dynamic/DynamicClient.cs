using System.Net.Http.Headers;
using System.Text.Json;
using Tiphys.Api.Errors;
using Tiphys.Client.Http;

namespace Tiphys.Client.Dynamic;

/// <summary>Works with objects of any kind that the server serves, as JSON; what kinds there are it learns from discovery.</summary>
/// <param name="http">Requests go to its base address.</param>
public sealed class DynamicClient(HttpClient http)
{
    private readonly Dictionary<GroupVersionKind, DynamicResource> _resources = [];

    /// <summary>The resource of a kind; null when the server does not serve it.</summary>
    /// <exception cref="ApiException">The server refused to say.</exception>
    public async Task<DynamicResource?> FindResourceAsync(GroupVersionKind kind, CancellationToken cancellationToken)
    {
        if (_resources.TryGetValue(kind, out var known))
        {
            return known;
        }

        using var response = await http.GetAsync(new Uri(RootOf(kind), UriKind.Relative), cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        ThrowUnlessSuccessful(response, body);
        return ReadResource(kind, body) is { } found ? _resources[kind] = found : null;
    }

    /// <summary>Server-side apply: makes the object, or changes it to what the JSON says. Takes fields over from other managers.</summary>
    /// <exception cref="ApiException">The server refused.</exception>
    public async Task<DynamicResult> ApplyAsync(
        DynamicResource resource, string ns, string name, ReadOnlyMemory<byte> json, string fieldManager, CancellationToken cancellationToken)
    {
        var path = $"{resource.PathOf(ns, name)}?force=true&fieldManager={Uri.EscapeDataString(fieldManager)}";
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(path, UriKind.Relative)) { Content = new ReadOnlyMemoryContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/apply-patch+yaml");
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        ThrowUnlessSuccessful(response, body);
        return new DynamicResult(body, response.StatusCode == System.Net.HttpStatusCode.Created, WarningsOf(response));
    }

    private static string RootOf(GroupVersionKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";

    private static DynamicResource? ReadResource(GroupVersionKind kind, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        foreach (var resource in document.RootElement.GetProperty("resources").EnumerateArray())
        {
            var plural = resource.GetProperty("name").GetString()!;
            if (resource.GetProperty("kind").GetString() == kind.Kind && !plural.Contains('/', StringComparison.Ordinal))
            {
                return new DynamicResource(RootOf(kind), plural, resource.GetProperty("namespaced").GetBoolean());
            }
        }

        return null;
    }

    private static void ThrowUnlessSuccessful(HttpResponseMessage response, byte[] body)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw FailedResponse.ToException((int)response.StatusCode, body);
        }
    }

    // Warning: 299 - "text" (RFC 7234, section 5.5).
    private static List<string> WarningsOf(HttpResponseMessage response) =>
        [.. response.Headers.Warning.Where(warning => warning.Code == 299).Select(warning => warning.Text.Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal))];
}

/// <summary>Where objects of a kind are.</summary>
/// <param name="Root">Path of the group's version.</param>
/// <param name="Plural">Name of the resource.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
public sealed record DynamicResource(string Root, string Plural, bool Namespaced)
{
    /// <summary>Path of one object.</summary>
    public string PathOf(string ns, string name) => Namespaced
        ? $"{Root}/namespaces/{Uri.EscapeDataString(ns)}/{Plural}/{Uri.EscapeDataString(name)}"
        : $"{Root}/{Plural}/{Uri.EscapeDataString(name)}";
}

/// <summary>What a write gave.</summary>
/// <param name="Json">The object as it is now.</param>
/// <param name="Created">Whether it was not there before.</param>
/// <param name="Warnings">What the server warns of.</param>
public sealed record DynamicResult(ReadOnlyMemory<byte> Json, bool Created, IReadOnlyList<string> Warnings);
