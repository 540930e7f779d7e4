using System.Globalization;
using System.Text.Json;

namespace Tiphys.ApiServer.Patching;

/// <summary>Finds members that an object in a JSON text has twice.</summary>
internal static class DuplicateMembers
{
    /// <summary>Paths of the members, as strict reading words them: <c>spec.list[1].name</c>. None for a text that is no JSON.</summary>
    public static List<string> Of(ReadOnlySpan<byte> json)
    {
        var found = new List<string>();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
            if (reader.Read())
            {
                Value(ref reader, "", found);
            }
        }
        catch (JsonException)
        {
            // Whoever reads the text next meets the same fault and describes it.
            return [];
        }

        return found;
    }

    private static void Value(ref Utf8JsonReader reader, string path, List<string> found)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            Members(ref reader, path, found);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                Value(ref reader, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), found);
            }
        }
    }

    private static void Members(ref Utf8JsonReader reader, string path, List<string> found)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var child = path.Length == 0 ? name : $"{path}.{name}";
            if (!names.Add(name))
            {
                found.Add(child);
            }

            reader.Read();
            Value(ref reader, child, found);
        }
    }
}
