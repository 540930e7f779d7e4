using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>The recorded conversations (recordings.zip).</summary>
internal static class Recordings
{
    private static readonly string Archive = Path.Combine(AppContext.BaseDirectory, "Replay", "recordings.zip");

    /// <summary>The scenarios of a folder, by name.</summary>
    public static IReadOnlyList<Scenario> Read(string folder)
    {
        using var zip = ZipFile.OpenRead(Archive);
        return zip.Entries
            .Where(entry => entry.FullName.StartsWith(folder + "/", StringComparison.Ordinal))
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
            .Select(entry =>
            {
                using var stream = entry.Open();
                return new Scenario(entry.FullName[..^".json".Length], JsonNode.Parse(stream)!.AsObject());
            })
            .ToList();
    }
}

/// <summary>Requests one after the other, in a namespace of their own.</summary>
internal sealed record Scenario(string Name, JsonObject Json)
{
    public JsonArray Steps => Json["steps"]!.AsArray();

    public JsonNode? NamespaceLabels => Json["namespaceLabels"];
}
