using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>Fills in what recordings leave open: <c>${name}</c>, and <c>${x*1000}</c> for an x a thousand times.</summary>
internal static partial class Templates
{
    public static JsonNode? Fill(JsonNode? value, IReadOnlyDictionary<string, string> names) => value switch
    {
        JsonObject map => new JsonObject(map.Select(each => KeyValuePair.Create(Fill(each.Key, names), Fill(each.Value, names)))),
        JsonArray list => new JsonArray(list.Select(each => Fill(each, names)).ToArray()),
        JsonValue text when text.TryGetValue<string>(out var raw) => JsonValue.Create(Fill(raw, names)),
        _ => value?.DeepClone(),
    };

    public static string Fill(string text, IReadOnlyDictionary<string, string> names)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }

        text = RepeatForm().Replace(text, match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
        return NameForm().Replace(text, match => names.GetValueOrDefault(match.Groups[1].Value, match.Value));
    }

    /// <summary>What a JSON pointer points at; null when there is nothing.</summary>
    public static JsonNode? At(JsonNode? value, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            value = value switch
            {
                JsonArray list => int.TryParse(part, CultureInfo.InvariantCulture, out var index) && index < list.Count ? list[index] : null,
                JsonObject map => map[part],
                _ => null,
            };
        }

        return value;
    }

    [GeneratedRegex(@"\$\{(.)\*(\d+)\}")]
    private static partial Regex RepeatForm();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex NameForm();
}
