using Tiphys.Api.Errors;
using Tiphys.Api.Json.Tree;

namespace Tiphys.ApiServer.Patching;

/// <summary>
/// JSON patch (RFC 6902) with the liberties that Kubernetes' clients know: a negative index counts from the end,
/// <c>replace</c> of a missing member adds it, a missing value is <c>null</c>, and what stands before the first slash of a path is ignored.
/// </summary>
public static class JsonPatch
{
    /// <summary>More operations than this are refused.</summary>
    public const int MaxOperations = 10_000;

    /// <summary>Carries out all operations or none.</summary>
    /// <exception cref="ApiException">400 when the patch is no list of operations, 413 when there are too many, 422 when one fails.</exception>
    public static JsonValue Apply(JsonValue document, JsonValue patch)
    {
        if (patch.IsNull)
        {
            return document;
        }

        var operations = patch as JsonList ?? throw PatchErrors.WrongShape(patch, "[]handlers.jsonPatchOp", "error decoding patch: ");
        if (operations.Count > MaxOperations)
        {
            throw PatchErrors.TooManyOperations(MaxOperations, operations.Count);
        }

        foreach (var operation in operations)
        {
            Check(operation);
        }

        return operations.Aggregate(document, CarryOut);
    }

    /// <summary>The members of operations that the RFC does not know, as strict field validation words them.</summary>
    public static IReadOnlyList<string> UnknownMembers(JsonValue patch)
    {
        var unknown = new List<string>();
        for (var i = 0; patch is JsonList operations && i < operations.Count; i++)
        {
            foreach (var (name, _) in operations[i] as JsonMap ?? JsonMap.Empty)
            {
                if (name is not ("op" or "path" or "from" or "value"))
                {
                    unknown.Add($"json patch unknown field \"[{i}].{name}\"");
                }
            }
        }

        return unknown;
    }

    private static void Check(JsonValue operation)
    {
        if (operation is not JsonMap members)
        {
            throw PatchErrors.WrongShape(operation, "handlers.jsonPatchOp", "error decoding patch: ");
        }

        foreach (var name in (ReadOnlySpan<string>)["op", "path", "from"])
        {
            if (members[name] is { IsNull: false } value and not JsonText)
            {
                throw StatusErrors.BadRequest(
                    $"error decoding patch: json: cannot unmarshal {PatchErrors.GoKind(value)} into Go struct field jsonPatchOp.{name} of type string");
            }
        }
    }

    private static JsonValue CarryOut(JsonValue document, JsonValue operation)
    {
        var members = (JsonMap)operation;
        var path = Path(members, "path");
        var value = members["value"] ?? JsonNull.Instance;
        return (members["op"] as JsonText)?.Value switch
        {
            "add" => path.Add(document, value),
            "remove" => path.Remove(document),
            "replace" => path.Replace(document, value),
            "move" => Move(document, Path(members, "from"), path),
            "copy" => path.Add(document, Path(members, "from").Get(document) ?? JsonNull.Instance),
            "test" => Test(document, path, value),
            _ => throw PatchErrors.Rejected(),
        };
    }

    private static JsonPointer Path(JsonMap operation, string member) =>
        operation[member] is JsonText text ? new JsonPointer(text.Value) : throw PatchErrors.Rejected();

    private static JsonValue Move(JsonValue document, JsonPointer from, JsonPointer to)
    {
        var value = from.Get(document) ?? JsonNull.Instance;
        return to.Add(from.Remove(document), value);
    }

    private static JsonValue Test(JsonValue document, JsonPointer path, JsonValue expected)
    {
        var found = path.Find(document) ?? JsonNull.Instance;
        return found.Equals(expected) ? document : throw PatchErrors.Rejected();
    }
}
