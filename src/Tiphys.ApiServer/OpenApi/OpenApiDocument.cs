using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Writes the OpenAPI v3 document of one group and version.</summary>
internal sealed class OpenApiDocument(IReadOnlyList<ResourceInfo> resources)
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] DeleteParameters = ["dryRun", "gracePeriodSeconds", "propagationPolicy"];
    private static readonly string[] ListParameters =
    [
        "allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch",
        "sendInitialEvents", "timeoutSeconds", "watch",
    ];

    private readonly ComponentSet _components = new();

    /// <summary>Writes the document.</summary>
    public void Write(JsonWriter writer)
    {
        writer.StartObject();
        writer.NameOf("openapi");
        writer.String("3.0.0");
        writer.NameOf("info");
        writer.StartObject();
        writer.NameOf("title");
        writer.String("Kubernetes");
        writer.NameOf("version");
        writer.String("1.36");
        writer.EndObject();
        writer.NameOf("paths");
        WritePaths(writer);
        writer.NameOf("components");
        WriteComponents(writer);
        writer.EndObject();
    }

    private void WritePaths(JsonWriter writer)
    {
        _components.Add(Status.GroupVersionKind);
        _components.Add(DeleteOptions.GroupVersionKind);
        writer.StartObject();
        foreach (var resource in resources)
        {
            WriteResource(writer, resource);
        }

        writer.EndObject();
    }

    private void WriteResource(JsonWriter writer, ResourceInfo resource)
    {
        var definition = resource.Definition;
        var listKind = definition.Kind with { Kind = resource.ListKind };
        var scope = definition.Namespaced ? "/namespaces/{namespace}" : "";
        var collection = $"{definition.Resource.BasePath}{scope}/{definition.Plural}";
        if (definition.Namespaced && definition.Verbs.Contains("list"))
        {
            WritePath(writer, $"{definition.Resource.BasePath}/{definition.Plural}", [new("get", "list", definition.Kind, listKind, ListParameters)]);
        }

        WritePath(writer, collection, Operations(definition.Verbs, definition.Kind,
            ("list", "get", "list", ListParameters), ("create", "post", "post", WriteParameters), ("deletecollection", "delete", "deletecollection", DeleteParameters))
            .Select(operation => operation.Action == "list" ? operation with { Answer = listKind } : operation));
        var item = collection + "/{name}";
        WritePath(writer, item, ItemOperations(definition.Verbs, definition.Kind));
        foreach (var subresource in definition.Subresources.Where(each => each.ConnectMethods.Count == 0))
        {
            WritePath(writer, $"{item}/{subresource.Name}", ItemOperations(subresource.Verbs, subresource.Kind));
        }
    }

    private static IEnumerable<Operation> ItemOperations(IReadOnlyList<string> verbs, GroupVersionKind kind) => Operations(verbs, kind,
        ("get", "get", "get", []), ("update", "put", "put", WriteParameters), ("patch", "patch", "patch", [.. WriteParameters, "force"]),
        ("create", "post", "post", WriteParameters), ("delete", "delete", "delete", DeleteParameters))
        .Where(operation => operation.Method != "post" || !verbs.Contains("list"));

    private static IEnumerable<Operation> Operations(
        IReadOnlyList<string> verbs, GroupVersionKind kind, params (string Verb, string Method, string Action, string[] Parameters)[] known) =>
        known.Where(each => verbs.Contains(each.Verb)).Select(each => new Operation(each.Method, each.Action, kind, kind, each.Parameters));

    private void WritePath(JsonWriter writer, string path, IEnumerable<Operation> operations)
    {
        var list = operations.ToList();
        if (list.Count == 0)
        {
            return;
        }

        writer.NameOf(path);
        writer.StartObject();
        foreach (var operation in list)
        {
            writer.NameOf(operation.Method);
            WriteOperation(writer, operation);
        }

        writer.NameOf("parameters");
        writer.StartArray();
        foreach (var name in path.Split('/').Where(part => part.StartsWith('{')))
        {
            WriteParameter(writer, name.Trim('{', '}'), "path");
        }

        writer.EndArray();
        writer.EndObject();
    }

    private void WriteOperation(JsonWriter writer, Operation operation)
    {
        writer.StartObject();
        writer.NameOf("parameters");
        writer.StartArray();
        foreach (var name in operation.Parameters)
        {
            WriteParameter(writer, name, "query");
        }

        writer.EndArray();
        if (operation.Method is "post" or "put")
        {
            writer.NameOf("requestBody");
            WriteContent(writer, operation.Kind, "*/*");
        }

        writer.NameOf("responses");
        writer.StartObject();
        writer.NameOf("200");
        WriteContent(writer, operation.Method == "delete" ? Status.GroupVersionKind : operation.Answer, "application/json");
        writer.EndObject();
        writer.NameOf("x-kubernetes-action");
        writer.String(operation.Action);
        writer.NameOf("x-kubernetes-group-version-kind");
        SchemaJson.WriteKind(writer, operation.Kind);
        writer.EndObject();
    }

    private void WriteContent(JsonWriter writer, GroupVersionKind kind, string media)
    {
        writer.StartObject();
        writer.NameOf("description");
        writer.String("OK");
        if (_components.Add(kind) is { } component)
        {
            writer.NameOf("content");
            writer.StartObject();
            writer.NameOf(media);
            writer.StartObject();
            writer.NameOf("schema");
            SchemaJson.WriteReference(writer, component);
            writer.EndObject();
            writer.EndObject();
        }

        writer.EndObject();
    }

    private static void WriteParameter(JsonWriter writer, string name, string place)
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

        writer.NameOf("schema");
        writer.StartObject();
        writer.NameOf("type");
        writer.String(ParameterType(name));
        writer.NameOf("uniqueItems");
        writer.Boolean(true);
        writer.EndObject();
        writer.EndObject();
    }

    private static string ParameterType(string name) => name switch
    {
        "limit" or "timeoutSeconds" or "gracePeriodSeconds" => "integer",
        "watch" or "allowWatchBookmarks" or "sendInitialEvents" or "force" => "boolean",
        _ => "string",
    };

    private void WriteComponents(JsonWriter writer)
    {
        writer.StartObject();
        writer.NameOf("schemas");
        writer.StartObject();
        foreach (var (name, schema) in _components.All)
        {
            writer.NameOf(name);
            SchemaJson.WriteComponent(writer, schema, KindsOf(schema));
        }

        writer.EndObject();
        writer.EndObject();
    }

    // Every group takes delete options under its own name too.
    private IReadOnlyList<GroupVersionKind> KindsOf(Schema schema) => schema.RootKind switch
    {
        null => [],
        { } kind when kind == DeleteOptions.GroupVersionKind =>
            [.. resources.Select(resource => kind with { Group = resource.Group, Version = resource.Kind.Version }).Prepend(kind).Distinct()],
        { } kind => [kind],
    };

    private sealed record Operation(string Method, string Action, GroupVersionKind Kind, GroupVersionKind Answer, IReadOnlyList<string> Parameters);
}
