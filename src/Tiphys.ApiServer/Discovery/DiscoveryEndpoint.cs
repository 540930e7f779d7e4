using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Discovery;

/// <summary><c>/api</c>, <c>/apis</c> and below: which groups, versions and resources there are, classic or aggregated.</summary>
public sealed class DiscoveryEndpoint : IEndpoint
{
    private const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private readonly ServedGroup _core;
    private readonly ServedGroup[] _named;
    private readonly FrozenDictionary<string, Action<JsonWriter>> _classic;
    private readonly ConcurrentDictionary<string, Document> _aggregated = new();

    /// <summary>Discovery of all that a server serves.</summary>
    public DiscoveryEndpoint(ApiServerCore server)
        : this(server.Registry.All.Select(resource => resource.Definition))
    {
    }

    /// <summary>Discovery of some resources.</summary>
    public DiscoveryEndpoint(IEnumerable<ResourceDefinition> resources)
    {
        var groups = GroupCatalog.Of(resources);
        _core = groups.FirstOrDefault(group => group.Name.Length == 0) ?? new ServedGroup("", []);
        _named = groups.Where(group => group.Name.Length > 0).ToArray();
        _classic = Classic().ToFrozenDictionary(each => each.Path, each => each.Write);
    }

    /// <inheritdoc/>
    public bool Matches(RequestInfo request) => Trim(request.Path) is var path && (path == "/api" || _classic.ContainsKey(path));

    /// <inheritdoc/>
    public async Task HandleAsync(ApiCall call)
    {
        var response = call.Http.Response;
        if (!HttpMethods.IsGet(call.Http.Request.Method) && !HttpMethods.IsHead(call.Http.Request.Method))
        {
            throw StatusErrors.Of(405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", null);
        }

        var path = Trim(call.Request.Path);
        if (path is not ("/api" or "/apis"))
        {
            await SendAsync(call.Http, Render(_classic[path]), MediaFormat.Json);
            return;
        }

        response.Headers.Vary = "Accept";
        if (!WantsAggregated(call.Http.Request.Headers.Accept.ToString()))
        {
            var address = call.Http.Request.Host.Value ?? "";
            var body = path == "/api" ? Render(writer => ClassicDiscovery.WriteVersions(writer, _core, address)) : Render(_classic[path]);
            await SendAsync(call.Http, body, MediaFormat.Json);
            return;
        }

        await SendAggregatedAsync(call.Http, path);
    }

    /// <summary>The aggregated document of <c>/api</c> or <c>/apis</c>.</summary>
    internal byte[] Aggregated(string path) => Render(writer => AggregatedDiscovery.Write(writer, path == "/api" ? [_core] : _named));

    private async Task SendAggregatedAsync(HttpContext http, string path)
    {
        var document = _aggregated.GetOrAdd(path, static (key, self) => new Document(self.Aggregated(key)), this);
        http.Response.Headers.ETag = document.Tag;
        http.Response.Headers.CacheControl = "public";
        if (http.Request.Headers.IfNoneMatch.ToString() == document.Tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await SendAsync(http, document.Body, AggregatedType);
    }

    private IEnumerable<(string Path, Action<JsonWriter> Write)> Classic()
    {
        yield return ("/apis", writer => ClassicDiscovery.WriteGroups(writer, _named));
        foreach (var version in _core.Versions)
        {
            yield return ($"/api/{version.Version}", writer => ClassicDiscovery.WriteResources(writer, version));
        }

        foreach (var group in _named)
        {
            yield return ($"/apis/{group.Name}", writer => ClassicDiscovery.WriteGroup(writer, group));
            foreach (var version in group.Versions)
            {
                yield return ($"/apis/{version.ApiVersion}", writer => ClassicDiscovery.WriteResources(writer, version));
            }
        }
    }

    // The first form in the list that is served wins; quality values are not used by Kubernetes clients here.
    private static bool WantsAggregated(string accept)
    {
        foreach (var range in accept.Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] == MediaFormat.Json && parts.Contains("as=APIGroupDiscoveryList"))
            {
                if (parts.Contains("g=apidiscovery.k8s.io") && parts.Contains("v=v2"))
                {
                    return true;
                }
            }
            else if (parts[0] is MediaFormat.Json or "*/*")
            {
                return false;
            }
        }

        return false;
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body, string type)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    private static byte[] Render(Action<JsonWriter> write)
    {
        using var writer = new JsonWriter();
        write(writer);
        return writer.WrittenMemory.ToArray();
    }

    private static string Trim(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private sealed record Document(byte[] Body)
    {
        public string Tag { get; } = $"\"{Convert.ToHexString(SHA512.HashData(Body))}\"";
    }
}
