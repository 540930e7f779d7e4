namespace Tiphys.ApiServer.Pipeline;

/// <summary><c>/metrics</c>, and <c>/metrics/slis</c> with the health checks.</summary>
internal sealed class MetricsEndpoint(ApiServerCore server, Func<string> metrics, HealthEndpoint health) : IEndpoint
{
    public const string Path = "/metrics";
    public const string ChecksPath = "/metrics/slis";

    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    public bool Matches(RequestInfo request) => request.Path is Path or ChecksPath;

    public Task HandleAsync(ApiCall call) =>
        new ResponseWriter(server, call.Http).WriteTextAsync(200, call.Request.Path == Path ? metrics() : health.Render(), ContentType);
}
