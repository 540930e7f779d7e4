using Tiphys.Api;
using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>
/// Keeps sets that were read of late. The objects of one controller have the same few sets, and an object that is written again has
/// those that were written before; to hash the text is far cheaper than to read it.
/// </summary>
internal static class KnownFieldSets
{
    // Longer texts are rare and would make the memory that this holds a matter of what clients send.
    private const int MaxLength = 4096;

    // Slots are overwritten without a lock: a lost entry costs one more read, a reference is never torn.
    private static readonly Entry?[] Slots = new Entry?[256];

    /// <summary>Reads <c>FieldsV1</c>.</summary>
    /// <exception cref="Api.Json.JsonDecodeException">The JSON is no set of fields.</exception>
    public static FieldSet Read(RawJson json)
    {
        if (json.Utf8.Length > MaxLength)
        {
            return FieldSet.FromJson(JsonValue.Parse(json.Utf8));
        }

        ref var slot = ref Slots[(uint)json.GetHashCode() % Slots.Length];
        var known = slot;
        if (known is null || known.Json != json)
        {
            slot = known = new Entry(json, FieldSet.FromJson(JsonValue.Parse(json.Utf8)));
        }

        return known.Fields;
    }

    private sealed record Entry(RawJson Json, FieldSet Fields);
}
