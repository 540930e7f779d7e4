using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tiphys.ApiServer.Tests.Replay;

namespace Tiphys.ApiServer.Tests.Kinds;

/// <summary>Compares an answer with the recorded one, but for what the storing half of a server sets.</summary>
internal static partial class GoldenComparison
{
    private static readonly string[] ServerMetadata = ["uid", "resourceVersion", "creationTimestamp", "managedFields", "namespace", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"];

    public static string? Difference(GoldenStep step, JsonNode actual)
    {
        var expected = Clean(step.Answer.DeepClone(), step.Loose);
        if ((string?)actual["kind"] == "Status" && (string?)expected["kind"] != "Status")
        {
            return "refused: " + (string?)actual["message"];
        }

        return Compare("", expected, Clean(actual, step.Loose));
    }

    private static JsonNode Clean(JsonNode node, string[] loose)
    {
        if (node["metadata"] is JsonObject metadata)
        {
            foreach (var name in ServerMetadata)
            {
                metadata.Remove(name);
            }

            if (metadata["generateName"] is not null)
            {
                metadata.Remove("name");
            }
        }

        foreach (var pointer in loose)
        {
            var parts = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var at = node;
            for (var i = 0; at is JsonObject inner && i < parts.Length; i++)
            {
                if (i == parts.Length - 1)
                {
                    inner.Remove(parts[i]);
                }

                at = inner[parts[i]];
            }
        }

        return node;
    }

    private static string? Compare(string path, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                var members = left.Select(item => item.Key).Union(right.Select(item => item.Key)).ToList();
                return members.Select(name => Compare($"{path}/{name}", left[name], right[name])).FirstOrDefault(text => text is not null);
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                return Enumerable.Range(0, left.Count).Select(i => Compare($"{path}/{i}", left[i], right[i])).FirstOrDefault(text => text is not null);
            case (JsonValue left, JsonValue right) when left.GetValueKind() == JsonValueKind.String && right.GetValueKind() == JsonValueKind.String:
                return Matches((string)left!, (string)right!) ? null : $"{path}: expected {left} but was {right}";
            case (JsonValue left, JsonValue right) when left.GetValueKind() == JsonValueKind.String && right.GetValueKind() == JsonValueKind.Number && HoleForm().IsMatch((string)left!):
                return null;
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"{path}: expected {Show(expected)} but was {Show(actual)}";
        }
    }

    private static string Show(JsonNode? node) => node?.ToJsonString(RelaxedJson.Options) ?? "nothing";

    private static bool Matches(string expected, string actual)
    {
        expected = expected.Replace("${ns}", GoldenStep.Namespace, StringComparison.Ordinal);
        if (!expected.Contains('«'))
        {
            return expected == actual;
        }

        var form = string.Join("[\\s\\S]*", HoleForm().Split(expected).Select(Regex.Escape));
        return Regex.IsMatch(actual, $"^{form}$");
    }

    [GeneratedRegex("«[a-z]+(?::\\d+)?»")]
    private static partial Regex HoleForm();
}
