using System.Text;
using System.Text.Json;

namespace Tiphys.Api.Json.Tree;

/// <summary>Gives the same string for the same member name: objects of the API repeat a few hundred names without end.</summary>
internal static class JsonNames
{
    // Slots are overwritten without a lock: a lost entry costs one allocation, a reference is never torn.
    private static readonly string?[] Slots = new string?[2048];

    private const int MaxLength = 40;

    public static string Get(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? reader.GetString()! : Get(reader.ValueSpan);

    /// <summary>The name that these bytes, without escapes, are.</summary>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref Slots[Hash(utf8) & (Slots.Length - 1)];
        var known = slot;
        return known is not null && Ascii.Equals(utf8, known) ? known : slot = Encoding.UTF8.GetString(utf8);
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
