using System.Text.Json;

namespace Tiphys.Containers.Processes;

/// <summary>What an OCI runtime wrote before it failed.</summary>
internal static class RuntimeMessage
{
    /// <summary>The last line that tells something, freed of the log format around it.</summary>
    public static string Clean(string? output)
    {
        var line = (output ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        if (line is null)
            return "the OCI runtime failed without a message";
        return FromJson(line) ?? FromText(line);
    }

    private static string? FromJson(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("msg", out var message) ? message.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // runc on a terminal-less stderr: time="…" level=error msg="…"
    private static string FromText(string line)
    {
        const string marker = "msg=\"";
        var start = line.IndexOf(marker, StringComparison.Ordinal);
        if (start < 0 || !line.EndsWith('"'))
            return line;
        return line[(start + marker.Length)..^1].Replace("\\\"", "\"", StringComparison.Ordinal);
    }
}
