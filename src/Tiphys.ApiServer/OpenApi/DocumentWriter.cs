using Tiphys.Api.Json;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>What both versions of OpenAPI write alike.</summary>
internal static class DocumentWriter
{
    /// <summary>Writes title and version of the document.</summary>
    public static void WriteInfo(JsonWriter writer)
    {
        writer.NameOf("info");
        writer.StartObject();
        writer.NameOf("title");
        writer.String("Kubernetes");
        writer.NameOf("version");
        writer.String("1.36");
        writer.EndObject();
    }

    /// <summary>Writes the named schemas as an object.</summary>
    public static void WriteComponents(JsonWriter writer, SchemaJson schemas, ComponentSet components)
    {
        writer.StartObject();
        foreach (var (name, schema) in components.All)
        {
            writer.NameOf(name);
            schemas.WriteComponent(writer, schema, components.KindsOf(schema));
        }

        writer.EndObject();
    }

    /// <summary>Writes which operation it is, and of what.</summary>
    public static void WriteIdentity(JsonWriter writer, Operation operation, string tag)
    {
        writer.NameOf("description");
        writer.String(operation.Description);
        writer.NameOf("operationId");
        writer.String(operation.Id);
        writer.NameOf("tags");
        SchemaJson.WriteTexts(writer, [tag]);
        writer.NameOf("x-kubernetes-action");
        writer.String(operation.Action);
        writer.NameOf("x-kubernetes-group-version-kind");
        SchemaJson.WriteKind(writer, operation.Kind);
    }

    /// <summary>Writes all responses of an operation.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="answer">Writes the form of a successful answer into a response.</param>
    public static void WriteResponses(JsonWriter writer, Operation operation, Action<JsonWriter, Operation> answer)
    {
        writer.NameOf("responses");
        writer.StartObject();
        foreach (var (code, text) in operation.Answers())
        {
            writer.NameOf(code);
            writer.StartObject();
            writer.NameOf("description");
            writer.String(text);
            answer(writer, operation);
            writer.EndObject();
        }

        writer.NameOf("401");
        writer.Raw("""{"description":"Unauthorized"}"""u8);
        writer.EndObject();
    }

    /// <summary>Writes the parameters that all operations of a path share: those in the path, and whether the answer is for people to read.</summary>
    public static void WritePathParameters(JsonWriter writer, string path, IReadOnlyList<Operation> operations, Action<JsonWriter, string> type)
    {
        writer.NameOf("parameters");
        writer.StartArray();
        foreach (var name in path.Split('/').Where(part => part.StartsWith('{')))
        {
            WriteParameter(writer, name.Trim('{', '}'), "path", type);
        }

        if (!operations.Any(operation => operation.Connects))
        {
            WriteParameter(writer, "pretty", "query", type);
        }

        writer.EndArray();
    }

    /// <summary>Writes a parameter.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="place"><c>path</c> or <c>query</c>.</param>
    /// <param name="type">Writes the type into the parameter, given the type's name.</param>
    public static void WriteParameter(JsonWriter writer, string name, string place, Action<JsonWriter, string> type)
    {
        writer.StartObject();
        writer.NameOf("name");
        writer.String(name);
        writer.NameOf("in");
        writer.String(place);
        if (place == "path")
        {
            writer.NameOf("required");
            writer.Boolean(true);
        }

        type(writer, TypeOf(name));
        writer.EndObject();
    }

    /// <summary>Writes the properties of a parameter's type.</summary>
    public static void WriteType(JsonWriter writer, string type)
    {
        writer.NameOf("type");
        writer.String(type);
        writer.NameOf("uniqueItems");
        writer.Boolean(true);
    }

    private static string TypeOf(string name) => name switch
    {
        "limit" or "timeoutSeconds" or "gracePeriodSeconds" or "limitBytes" or "sinceSeconds" or "tailLines" or "ports" => "integer",
        "watch" or "allowWatchBookmarks" or "sendInitialEvents" or "force" or "orphanDependents"
            or "ignoreStoreReadErrorWithClusterBreakingPotential" or "follow" or "insecureSkipTLSVerifyBackend" or "previous" or "timestamps"
            or "stderr" or "stdin" or "stdout" or "tty" => "boolean",
        _ => "string",
    };
}
