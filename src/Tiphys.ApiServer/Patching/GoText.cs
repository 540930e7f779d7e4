using System.Globalization;
using System.Text;
using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.Patching;

/// <summary>Prints values as Go's <c>%v</c> does, because upstream's messages hold values in that form.</summary>
internal static class GoText
{
    /// <summary><c>map[image:b:4 name:b]</c>, <c>[a b]</c>, <c>&lt;nil&gt;</c>.</summary>
    public static string Format(JsonValue? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Several lists in one bracket.</summary>
    public static string Format(IEnumerable<JsonValue> values) => $"[{string.Join(' ', values.Select(Format))}]";

    private static void Append(StringBuilder text, JsonValue? value)
    {
        switch (value)
        {
            case JsonMap map:
                text.Append("map[");
                AppendMembers(text, map);
                text.Append(']');
                break;
            case JsonList list:
                text.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    text.Append(i == 0 ? "" : " ");
                    Append(text, list[i]);
                }

                text.Append(']');
                break;
            case JsonText scalar:
                text.Append(scalar.Value);
                break;
            case JsonBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case JsonNumber number:
                text.Append(number.TryInteger(out _) ? number.Raw : number.ToDouble().ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append("<nil>");
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, JsonMap map)
    {
        var first = true;
        foreach (var (name, member) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(first ? "" : " ").Append(name).Append(':');
            Append(text, member);
            first = false;
        }
    }
}
