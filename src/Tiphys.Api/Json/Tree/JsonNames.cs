using System.Text;
using System.Text.Json;

namespace Tiphys.Api.Json.Tree;

/// <summary>Gives the same string for the same member name: objects of the API repeat a few hundred names without end.</summary>
internal static class JsonNames
{
    // Slots are overwritten without a lock: a lost entry costs one allocation, a reference is never torn.
    private static readonly string?[] Slots = new string?[2048];

    public static string Get(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        if (reader.ValueIsEscaped || utf8.Length is 0 or > 40)
        {
            return reader.GetString()!;
        }

        ref var slot = ref Slots[Hash(utf8) & (Slots.Length - 1)];
        var known = slot;
        if (known is not null && Ascii.Equals(utf8, known))
        {
            return known;
        }

        return slot = reader.GetString()!;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var octet in utf8)
        {
            hash = (hash ^ octet) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}
