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
    private static readonly GroupVersionKind AggregatedKind = new("apidiscovery.k8s.io", "v2", "APIGroupDiscoveryList");

    private readonly ServedGroup _core;
    private readonly ServedGroup[] _named;
    private readonly FrozenDictionary<string, ClassicDocument> _classic;
    private readonly ConcurrentDictionary<string, TaggedDocument> _aggregated = new();

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
        _classic = Classic().ToFrozenDictionary(each => each.Path, each => each.Document);
    }

    /// <inheritdoc/>
    public bool Matches(RequestInfo request) => Trim(request.Path) is var path && (path == "/api" || _classic.ContainsKey(path));

    /// <inheritdoc/>
    public Task HandleAsync(ApiCall call)
    {
        var path = Trim(call.Request.Path);
        var request = call.Http.Request;
        if (IsRouted(path))
        {
            CheckRoute(request);
        }

        if (path is "/api" or "/apis" && WantsAggregated(request))
        {
            return SendAggregatedAsync(call.Http, path);
        }

        return SendAsync(call.Http, path == "/api" ? Versions(request.Host.Value ?? "") : _classic[path]);
    }

    /// <summary>The aggregated document of <c>/api</c> or <c>/apis</c>.</summary>
    internal byte[] Aggregated(string path) => Render(writer => AggregatedDiscovery.Write(writer, path == "/api" ? [_core] : _named));

    private static bool WantsAggregated(HttpRequest request) => MediaFormat.NegotiateShape(request, AggregatedKind) is { IsProtobuf: false };

    // Upstream's aggregator answers for the groups and lists of groups; the router, which knows no HEAD, for the rest.
    private static bool IsRouted(string path) => !path.StartsWith("/apis", StringComparison.Ordinal) || path.AsSpan().Count('/') > 2;

    private static void CheckRoute(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method))
        {
            throw StatusErrors.Of(
                405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", StatusDetails.Empty);
        }

        MediaFormat.CheckNamed(request);
    }

    private async Task SendAggregatedAsync(HttpContext http, string path)
    {
        var document = _aggregated.GetOrAdd(path, static (key, self) => new TaggedDocument(self.Aggregated(key)), this);
        http.Response.Headers.ETag = document.Tag;
        http.Response.Headers.Vary = "Accept";
        http.Response.Headers.CacheControl = "public";
        if (http.Request.Headers.IfNoneMatch.ToString() == document.Tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var media = MediaFormat.NegotiateShape(http.Request, AggregatedKind)!.Value.Media;
        var body = media == MediaFormat.Yaml ? YamlWriter.Convert(document.Body) : document.Body;
        await SendAsync(http, body, $"{media};g={AggregatedKind.Group};v={AggregatedKind.Version};as={AggregatedKind.Kind}");
    }

    private static Task SendAsync(HttpContext http, ClassicDocument document)
    {
        var format = MediaFormat.NegotiatePlain(http.Request);
        http.Response.Headers.CacheControl = "no-cache, private";
        var json = Render(document.Write);
        return SendAsync(http, format.IsProtobuf ? Protobuf(document.Kind, json) : format.IsYaml ? YamlWriter.Convert(json) : json, format.Media);
    }

    private static byte[] Protobuf(string kind, byte[] json)
    {
        var codec = ApiCatalog.FindCodec(new("", "v1", kind))!;
        using var writer = new Tiphys.Api.Protobuf.ProtobufWriter();
        ProtobufEnvelope.Write(writer, codec.Kind, body => codec.WriteProtobuf(body, codec.ReadJson(json, new JsonReadContext(false))));
        return writer.ToArray();
    }

    private ClassicDocument Versions(string address) => new("APIVersions", writer => ClassicDiscovery.WriteVersions(writer, _core, address));

    private IEnumerable<(string Path, ClassicDocument Document)> Classic()
    {
        yield return ("/apis", new("APIGroupList", writer => ClassicDiscovery.WriteGroups(writer, _named)));
        foreach (var version in _core.Versions)
        {
            yield return ($"/api/{version.Version}", Resources(version));
        }

        foreach (var group in _named)
        {
            yield return ($"/apis/{group.Name}", new("APIGroup", writer => ClassicDiscovery.WriteGroup(writer, group)));
            foreach (var version in group.Versions)
            {
                yield return ($"/apis/{version.ApiVersion}", Resources(version));
            }
        }
    }

    private static ClassicDocument Resources(ServedVersion version) => new("APIResourceList", writer => ClassicDiscovery.WriteResources(writer, version));

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

    private sealed record ClassicDocument(string Kind, Action<JsonWriter> Write);

    private sealed record TaggedDocument(byte[] Body)
    {
        public string Tag { get; } = $"\"{Convert.ToHexString(SHA512.HashData(Body))}\"";
    }
}
