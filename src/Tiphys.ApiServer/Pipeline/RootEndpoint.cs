using Tiphys.ApiServer.Discovery;

namespace Tiphys.ApiServer.Pipeline;

/// <summary><c>/</c>: which paths there are.</summary>
internal sealed class RootEndpoint(ApiServerCore server, HealthEndpoint health) : IEndpoint
{
    private static readonly string[] Fixed =
    [
        "/.well-known/openid-configuration", "/api", "/api/v1", "/apis", "/apis/", MetricsEndpoint.Path, MetricsEndpoint.ChecksPath, "/openapi/v2", "/openapi/v3",
        "/openapi/v3/", "/openid/v1/jwks", "/version",
    ];

    public bool Matches(RequestInfo request) => request.Path == "/";

    public Task HandleAsync(ApiCall call) => new ResponseWriter(server, call.Http).WriteJsonAsync(200, MediaFormat.Json, writer =>
    {
        writer.StartObject();
        writer.Texts("paths", Paths().Distinct().Order(StringComparer.Ordinal));
        writer.EndObject();
    });

    private IEnumerable<string> Paths()
    {
        var versions = server.Registry.All.Where(resource => resource.Group.Length > 0).SelectMany(resource =>
            new[] { $"/apis/{resource.Group}", $"/apis/{resource.Kind.ApiVersion}" });
        return [.. Fixed, .. health.Paths, .. versions];
    }
}
