using System.Text;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Pipeline;

/// <summary><c>/healthz</c>, <c>/livez</c>, <c>/readyz</c>, each with <c>?verbose</c> and <c>?exclude=</c>, and single checks below them.</summary>
internal sealed class HealthEndpoint(ApiServerCore server, Func<bool> isStopping) : IEndpoint
{
    private static readonly string[] Roots = ["healthz", "livez", "readyz"];

    public bool Matches(RequestInfo request) => !request.IsResourceRequest && Roots.Contains(Split(request.Path).Root);

    public async Task HandleAsync(ApiCall call)
    {
        var (root, single) = Split(call.Request.Path);
        var writer = new ResponseWriter(server, call.Http);
        var checks = Checks(root).Where(check => single.Length == 0 || check.Name == single).ToList();
        if (checks.Count == 0)
        {
            await writer.WriteTextAsync(404, "404 page not found\n");
            return;
        }

        var excluded = call.Http.Request.Query["exclude"].ToArray();
        var report = new StringBuilder();
        var good = true;
        foreach (var (name, passes) in checks.Where(check => !excluded.Contains(check.Name)))
        {
            good &= passes;
            report.Append(passes ? "[+]" : "[-]").Append(name).Append(passes ? " ok\n" : " failed: reason withheld\n");
        }

        var verbose = call.Http.Request.Query.ContainsKey("verbose");
        report.Append(root).Append(good ? " check passed\n" : " check failed\n");
        await writer.WriteTextAsync(good ? 200 : 500, good && !verbose ? "ok" : report.ToString());
    }

    private IEnumerable<(string Name, bool Passes)> Checks(string root)
    {
        yield return ("ping", true);
        yield return ("log", true);
        yield return ("etcd", server.Store.Status.IsWritable);
        if (root == "readyz")
        {
            yield return ("shutdown", !isStopping());
        }
    }

    private static (string Root, string Single) Split(string path)
    {
        var parts = path.Trim('/').Split('/', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}

/// <summary><c>/version</c>.</summary>
internal sealed class VersionEndpoint(ApiServerCore server) : IEndpoint
{
    public bool Matches(RequestInfo request) => request.Path is "/version" or "/version/";

    public Task HandleAsync(ApiCall call)
    {
        call.Http.Response.ContentType = MediaFormat.Json;
        return new ResponseWriter(server, call.Http).WriteJsonAsync(200, MediaFormat.Json, writer =>
        {
            writer.StartObject();
            foreach (var (name, value) in Fields())
            {
                writer.NameOf(name);
                writer.String(value);
            }

            writer.EndObject();
        });
    }

    private static IEnumerable<(string Name, string Value)> Fields() =>
    [
        ("major", "1"),
        ("minor", "36"),
        ("emulationMajor", "1"),
        ("emulationMinor", "36"),
        ("minCompatibilityMajor", "1"),
        ("minCompatibilityMinor", "35"),
        ("gitVersion", "v1.36.2+tiphys"),
        ("gitCommit", BuildFacts.Commit),
        ("gitTreeState", ""),
        ("buildDate", BuildFacts.Date),
        ("goVersion", "dotnet" + Environment.Version),
        ("compiler", "roslyn"),
        ("platform", OperatingSystem.IsWindows() ? "windows/" + BuildFacts.Architecture : "linux/" + BuildFacts.Architecture),
    ];
}

/// <summary><c>/metrics</c>.</summary>
internal sealed class MetricsEndpoint(ApiServerCore server, RequestMetrics metrics) : IEndpoint
{
    public bool Matches(RequestInfo request) => request.Path == "/metrics";

    public Task HandleAsync(ApiCall call) => new ResponseWriter(server, call.Http).WriteTextAsync(200, metrics.Render());
}
