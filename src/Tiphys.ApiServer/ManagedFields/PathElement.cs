using System.Buffers;
using System.Globalization;
using System.Text;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>
/// The steps of a path as <c>FieldsV1</c> writes them: <c>f:name</c>, <c>k:{"name":"a"}</c>, <c>v:"x"</c>, <c>i:0</c>. In canonical form
/// two steps are the same when their texts are.
/// </summary>
internal static class PathElement
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/");

    /// <summary>The step to a member of an object.</summary>
    public static string Field(string name) => FieldNames.Get(name);

    /// <summary>The step to an item of a list map.</summary>
    public static string Key(IReadOnlyList<KeyValuePair<string, JsonValue>> keys)
    {
        if (keys is [{ Key: var only, Value: JsonText { Value: var text } }] && IsPlain(only) && IsPlain(text))
        {
            return $"k:{{\"{only}\":\"{text}\"}}";
        }

        var sorted = new JsonMapBuilder();
        foreach (var (name, value) in keys.OrderBy(key => key.Key, StringComparer.Ordinal))
        {
            sorted.Set(name, value);
        }

        return "k:" + sorted.ToMap();
    }

    /// <summary>The step to an item of a set.</summary>
    public static string Value(JsonValue value) => "v:" + value;

    /// <summary>The step to an item by its place.</summary>
    public static string Index(int index) => "i:" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Checks a step that a client sent and brings it into canonical form; null for a kind of step that is not known.</summary>
    /// <exception cref="JsonDecodeException">It is none.</exception>
    public static string? Parse(string text)
    {
        if (text.Length < 2 || text[1] != ':')
        {
            throw new JsonDecodeException(text.Length < 2 ? "key must be 2 characters long:" : $"missing colon: {text}");
        }

        switch (text[0])
        {
            case 'f':
                return text;
            case 'v':
                return Value(JsonValue.Parse(text[2..]));
            case 'k':
                return JsonValue.Parse(text[2..]) is JsonMap keys ? Key([.. keys]) : throw new JsonDecodeException("unknown path element type");
            case 'i' when int.TryParse(text.AsSpan(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                return text;
            default:
                return null;
        }
    }

    /// <summary>The step as messages show it: <c>.name</c>, <c>[name="a"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public static void AppendReadable(StringBuilder text, string element)
    {
        switch (element[0])
        {
            case 'f':
                text.Append('.').Append(element, 2, element.Length - 2);
                break;
            case 'k':
                var keys = ((JsonMap)JsonValue.Parse(element[2..])).Select(key => $"{key.Key}={key.Value}");
                text.Append('[').AppendJoin(',', keys).Append(']');
                break;
            case 'v':
                text.Append("[=").Append(element, 2, element.Length - 2).Append(']');
                break;
            default:
                text.Append('[').Append(element, 2, element.Length - 2).Append(']');
                break;
        }
    }

    /// <summary>The step as messages show it.</summary>
    public static string Readable(string element)
    {
        var text = new StringBuilder();
        AppendReadable(text, element);
        return text.ToString();
    }

    /// <summary>Fields before keys before values before places.</summary>
    public static int Compare(string left, string right)
    {
        var byKind = Rank(left) - Rank(right);
        return byKind != 0 ? byKind : string.CompareOrdinal(left, right);
    }

    // Names of containers, volumes and variables need no escapes.
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExcept(Plain);

    private static int Rank(string element) => element[0] switch
    {
        'f' => 0,
        'k' => 1,
        'v' => 2,
        _ => 3,
    };

    /// <summary>Keeps the steps of common names, which every write needs.</summary>
    private static class FieldNames
    {
        private static readonly string?[] Slots = new string?[2048];

        public static string Get(string name)
        {
            // Torn reads cannot happen with references, and a lost slot costs one allocation.
            ref var slot = ref Slots[(uint)string.GetHashCode(name) & (Slots.Length - 1)];
            var known = slot;
            if (known is not null && known.AsSpan(2).SequenceEqual(name))
            {
                return known;
            }

            return slot = "f:" + name;
        }
    }
}
