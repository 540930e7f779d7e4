using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;
using Tiphys.ApiServer.Patching;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Checks an applied configuration against its schema, with upstream's messages.</summary>
internal static class TypedValidator
{
    /// <summary>What is wrong, in one text; null when nothing is.</summary>
    public static string? Check(Schema schema, JsonValue value)
    {
        var problems = new List<string>();
        Visit(schema, value, "", problems);
        return problems.Count switch
        {
            0 => null,
            1 => problems[0],
            _ => "errors:\n" + string.Join('\n', problems.Select(problem => "  " + problem)),
        };
    }

    private static void Visit(Schema schema, JsonValue value, string path, List<string> problems)
    {
        if (value.IsNull)
        {
            return;
        }

        switch (TypedShape.Of(schema, value), value)
        {
            case (ShapeKind.Map, JsonMap map):
                VisitMembers(schema, map, path, problems);
                break;
            case (ShapeKind.List, JsonList list):
                VisitItems(schema, list, path, problems);
                break;
            case (ShapeKind.Map, _):
                Report(path, $"expected map, got &{{{GoText.Format(value)}}}", problems);
                break;
            case (ShapeKind.List, _):
                Report(path, $"expected list, got &{{{GoText.Format(value)}}}", problems);
                break;
            default:
                if (ScalarProblem(schema, value) is { } problem)
                {
                    Report(path, problem, problems);
                }

                break;
        }
    }

    private static void VisitMembers(Schema schema, JsonMap map, string path, List<string> problems)
    {
        foreach (var (name, value) in map)
        {
            if (TypedShape.Member(schema, name) is { } member)
            {
                Visit(member, value, $"{path}.{name}", problems);
            }
            else
            {
                // Upstream stops at the first one of an object.
                Report($"{path}.{name}", "field not declared in schema", problems);
                return;
            }
        }
    }

    private static void VisitItems(Schema schema, JsonList list, string path, List<string> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var element = PathElement.Index(i);
            if (schema.Kind == SchemaKind.List && schema.ListType != ListType.Atomic)
            {
                element = TypedShape.ItemElement(schema, list[i], out var problem);
                if (element is null)
                {
                    Report(path, $"element {i}: {problem}", problems);
                    return;
                }

                if (!seen.Add(element))
                {
                    Report(path, $"duplicate entries for key {PathElement.Readable(element)}", problems);
                }
            }

            Visit(TypedShape.Item(schema), list[i], path + PathElement.Readable(element), problems);
        }
    }

    private static string? ScalarProblem(Schema schema, JsonValue value) => schema.Kind switch
    {
        SchemaKind.Integer or SchemaKind.Number when value is not JsonNumber => $"expected numeric (int or float), got {GoType(value)}",
        SchemaKind.Boolean when value is not JsonBoolean => $"expected boolean, got &{{{GoText.Format(value)}}}",
        // Quantities and times are strings that may be written otherwise.
        SchemaKind.String when schema.Name is null && value is not JsonText => $"expected string, got &value.valueUnstructured{{Value:{GoText.Format(value)}}}",
        _ when value is JsonMap or JsonList => $"expected any scalar, got &{{{GoText.Format(value)}}}",
        _ => null,
    };

    private static string GoType(JsonValue value) => value switch
    {
        JsonMap => "map[string]interface {}",
        JsonList => "[]interface {}",
        JsonBoolean => "bool",
        _ => "string",
    };

    private static void Report(string path, string problem, List<string> problems) =>
        problems.Add(path.Length == 0 ? problem : $"{path}: {problem}");
}
