using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>Compares answers with recorded ones; a numbered placeholder stands for one value in the whole scenario.</summary>
internal sealed partial class AnswerComparison
{
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["uid"] = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        ["rv"] = "[1-9][0-9]*",
        ["time"] = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)",
        ["name"] = "[A-Za-z0-9._-]+",
        ["ip"] = "[0-9a-fA-F.:]+",
        ["port"] = "[0-9]+",
        ["continue"] = ".+",
        ["jwt"] = @"eyJ[\w-]+\.[\w-]+\.[\w-]+",
        ["any"] = @"[\s\S]*",
    };

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Where an answer is not the recorded one: <c>/path: want … got …</c>.</summary>
    public IEnumerable<string> Differences(JsonNode? want, JsonNode? got, string path, IReadOnlySet<string> loose)
    {
        if (loose.Contains(path))
        {
            return (want is null) == (got is null) ? [] : [Tell(path, want, got)];
        }

        return (want, got) switch
        {
            (JsonObject left, JsonObject right) => Members(left, right, path, loose),
            (JsonArray left, JsonArray right) => Items(left, right, path, loose),
            (JsonValue text, _) when text.TryGetValue<string>(out var pattern) && pattern.Contains('«') =>
                IsSame(pattern, Text(got)) ? [] : [Tell(path, want, got)],
            _ => AreEqual(want, got) ? [] : [Tell(path, want, got)],
        };
    }

    private IEnumerable<string> Members(JsonObject want, JsonObject got, string path, IReadOnlySet<string> loose)
    {
        var matched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in want)
        {
            var found = got.ContainsKey(name) ? name
                : name.Contains('«') ? got.Select(each => each.Key).FirstOrDefault(each => !want.ContainsKey(each) && IsSame(name, each)) : null;
            if (found is null)
            {
                yield return Tell($"{path}/{name}", value, null);
                continue;
            }

            matched.Add(found);
            foreach (var difference in Differences(value, got[found], $"{path}/{name}", loose))
            {
                yield return difference;
            }
        }

        foreach (var (name, value) in got)
        {
            if (!matched.Contains(name))
            {
                yield return Tell($"{path}/{name}", null, value);
            }
        }
    }

    private IEnumerable<string> Items(JsonArray want, JsonArray got, string path, IReadOnlySet<string> loose)
    {
        var (left, right) = (want.ToList(), got.ToList());
        if (path.EndsWith("/managedFields", StringComparison.Ordinal))
        {
            // Sorted by a time in whole seconds, so that their order is chance.
            (left, right) = (Sorted(left, Writer), Sorted(right, Writer));
        }
        else if (path.EndsWith("/details/causes", StringComparison.Ordinal) && Text((left.FirstOrDefault() as JsonObject)?["reason"]) == "FieldManagerConflict")
        {
            (left, right) = (Sorted(left, Conflict), Sorted(right, Conflict));
        }

        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            if (i >= left.Count || i >= right.Count)
            {
                yield return Tell($"{path}/{i}", i < left.Count ? left[i] : null, i < right.Count ? right[i] : null);
                continue;
            }

            foreach (var difference in Differences(left[i], right[i], $"{path}/{i}", loose))
            {
                yield return difference;
            }
        }
    }

    private static List<JsonNode?> Sorted(List<JsonNode?> items, Func<JsonNode?, string> key) => [.. items.OrderBy(key, StringComparer.Ordinal)];

    private static string Writer(JsonNode? entry) =>
        string.Join('\n', new[] { "operation", "subresource", "manager", "apiVersion" }.Select(name => Text((entry as JsonObject)?[name])));

    private static string Conflict(JsonNode? cause) => string.Join('\n', new[] { "field", "message" }.Select(name => Text((cause as JsonObject)?[name])));

    private bool IsSame(string want, string got)
    {
        var form = new StringBuilder("^");
        var order = new List<string>();
        var last = 0;
        foreach (Match hole in HoleForm().Matches(want))
        {
            form.Append(Regex.Escape(want[last..hole.Index]));
            last = hole.Index + hole.Length;
            var numbered = hole.Groups[2].Success;
            if (numbered && _values.TryGetValue(hole.Value, out var known))
            {
                form.Append(Regex.Escape(known));
            }
            else if (numbered && order.IndexOf(hole.Value) is >= 0 and var index)
            {
                form.Append(CultureInfo.InvariantCulture, $"\\k<h{index}>");
            }
            else
            {
                form.Append(CultureInfo.InvariantCulture, $"(?<h{order.Count}>{Forms[hole.Groups[1].Value]})");
                order.Add(hole.Value);
            }
        }

        var match = Regex.Match(got, form.Append(Regex.Escape(want[last..])).Append("\\z").ToString());
        for (var i = 0; match.Success && i < order.Count; i++)
        {
            if (order[i].Contains(':'))
            {
                _values[order[i]] = match.Groups[$"h{i}"].Value;
            }
        }

        return match.Success;
    }

    private static bool AreEqual(JsonNode? want, JsonNode? got) =>
        want?.GetValueKind() == JsonValueKind.Number && got?.GetValueKind() == JsonValueKind.Number
            ? Number(want).Equals(Number(got))
            : JsonNode.DeepEquals(want, got);

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.TryGetValue<string>(out var raw) => raw,
        _ => value.ToJsonString(),
    };

    private static string Tell(string path, JsonNode? want, JsonNode? got) => $"{(path.Length == 0 ? "/" : path)}: want {Show(want)} got {Show(got)}";

    private static string Show(JsonNode? value)
    {
        var text = value is null ? "nothing" : value.ToJsonString(RelaxedJson.Options);
        return text.Length > 400 ? text[..400] + "…" : text;
    }

    [GeneratedRegex("«(uid|rv|time|name|ip|port|continue|jwt|any)(?::(\\d+))?»")]
    private static partial Regex HoleForm();
}
