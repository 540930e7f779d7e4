using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Tiphys.Fuzz.Tests.Targets;

/// <summary>Requests of the recorded conversations: what real clients send.</summary>
internal static class Recordings
{
    private const string Namespace = "default";

    public static IReadOnlyList<RecordedRequest> All { get; } = Read();

    private static List<RecordedRequest> Read()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "recordings.zip"));
        return [.. zip.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal).SelectMany(Steps)];
    }

    private static List<RecordedRequest> Steps(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var steps = JsonNode.Parse(stream)!["steps"]!.AsArray();
        return [.. steps.Select(step => step?["request"]).OfType<JsonObject>().Select(Of)];
    }

    private static RecordedRequest Of(JsonObject request)
    {
        var body = request["body"] is { } json ? json.ToJsonString()
            : request["text"] is { } text ? (string?)text : null;
        var headers = request["headers"]?.AsObject();
        return new RecordedRequest(
            (string?)request["method"] ?? "GET",
            Fill((string?)request["path"] ?? "/"),
            (string?)headers?["Accept"] ?? "",
            (string?)headers?["Content-Type"] ?? "",
            Fill(body ?? ""));
    }

    // The replay puts names of its own in; any will do here.
    private static string Fill(string text) => text.Replace("${ns}", Namespace, StringComparison.Ordinal);
}

/// <summary>A request.</summary>
internal sealed record RecordedRequest(string Method, string Path, string Accept, string ContentType, string Body);
