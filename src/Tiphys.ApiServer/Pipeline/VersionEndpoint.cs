namespace Tiphys.ApiServer.Pipeline;

/// <summary><c>/version</c>.</summary>
internal sealed class VersionEndpoint(ApiServerCore server) : IEndpoint
{
    public bool Matches(RequestInfo request) => request.Path is "/version" or "/version/";

    public Task HandleAsync(ApiCall call)
    {
        MediaFormat.CheckNamed(call.Http.Request.Headers.Accept.ToString(), [MediaFormat.Json], [MediaFormat.Json]);
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
