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
            await writer.WriteFailureAsync(404, "404 page not found\n");
            return;
        }

        if (single.Length == 0)
        {
            call.Http.Response.Headers.XContentTypeOptions = "nosniff";
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

    /// <summary>All paths: the three, and each of their checks.</summary>
    public IEnumerable<string> Paths => Roots.SelectMany(root => Checks(root).Select(check => $"/{root}/{check.Name}").Prepend($"/{root}"));

    /// <summary>Prometheus' text of all checks (<c>/metrics/slis</c>).</summary>
    public string Render()
    {
        var text = new StringBuilder();
        text.Append("# HELP kubernetes_healthcheck Result of each health check: 1 when it passes.\n# TYPE kubernetes_healthcheck gauge\n");
        foreach (var root in Roots)
        {
            foreach (var (name, passes) in Checks(root))
            {
                text.Append("kubernetes_healthcheck{name=\"").Append(name).Append("\",type=\"").Append(root).Append("\"} ").Append(passes ? 1 : 0).Append('\n');
            }
        }

        return text.ToString();
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
