using Tiphys.Api.Json;

namespace Tiphys.ApiServer.Discovery;

/// <summary>Short forms for what discovery documents are made of.</summary>
internal static class DiscoveryJson
{
    public static void Text(this JsonWriter writer, string name, string value)
    {
        writer.NameOf(name);
        writer.String(value);
    }

    public static void Texts(this JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.NameOf(name);
        writer.StartArray();
        foreach (var value in values)
        {
            writer.String(value);
        }

        writer.EndArray();
    }

    public static void TextsIfAny(this JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            writer.Texts(name, values);
        }
    }
}
