using Tiphys.Api.Errors;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.Patching;

/// <summary>
/// Strategic merge patch: a merge patch in which the schema says which lists merge and by which key, and directives
/// (<c>$patch</c>, <c>$retainKeys</c>, <c>$setElementOrder/…</c>, <c>$deleteFromPrimitiveList/…</c>) say what a merge cannot.
/// </summary>
public static class StrategicMergePatch
{
    internal const string Directive = "$patch";
    internal const string RetainKeys = "$retainKeys";
    internal const string ElementOrder = "$setElementOrder";
    internal const string DeleteFromList = "$deleteFromPrimitiveList";

    /// <summary>Applies a patch to an object of a type.</summary>
    /// <exception cref="ApiException">400 for a patch or directive of the wrong shape, 500 for what the schema or the lists do not allow.</exception>
    public static JsonValue Apply(JsonValue document, JsonValue patch, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return patch switch
        {
            JsonMap changes => MapMerger.Merge((JsonMap)document, changes, schema),
            JsonNull => document,
            _ => throw PatchErrors.WrongShape(patch, "map[string]interface {}"),
        };
    }
}
