using Tiphys.Api.Json;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Writes the OpenAPI v3 document of one group and version.</summary>
internal sealed class OpenApiDocument(IReadOnlyList<ResourceInfo> resources)
{
    private readonly ComponentSet _components = new(resources);

    /// <summary>Writes the document.</summary>
    public void Write(JsonWriter writer)
    {
        writer.StartObject();
        writer.NameOf("openapi");
        writer.String("3.0.0");
        DocumentWriter.WriteInfo(writer);
        writer.NameOf("paths");
        writer.StartObject();
        foreach (var paths in resources.Select(resource => new ResourcePaths(resource)))
        {
            foreach (var (path, operations) in paths.All())
            {
                WritePath(writer, path, operations, paths.Tag);
            }
        }

        writer.EndObject();
        writer.NameOf("components");
        writer.StartObject();
        writer.NameOf("schemas");
        DocumentWriter.WriteComponents(writer, SchemaJson.V3, _components);
        writer.EndObject();
        writer.EndObject();
    }

    private void WritePath(JsonWriter writer, string path, IReadOnlyList<Operation> operations, string tag)
    {
        writer.NameOf(path);
        writer.StartObject();
        foreach (var operation in operations)
        {
            writer.NameOf(operation.Method);
            WriteOperation(writer, operation, tag);
        }

        DocumentWriter.WritePathParameters(writer, path, operations, WriteSchemaOfType);
        writer.EndObject();
    }

    private void WriteOperation(JsonWriter writer, Operation operation, string tag)
    {
        writer.StartObject();
        DocumentWriter.WriteIdentity(writer, operation, tag);
        writer.NameOf("parameters");
        writer.StartArray();
        foreach (var name in operation.Parameters)
        {
            DocumentWriter.WriteParameter(writer, name, "query", WriteSchemaOfType);
        }

        writer.EndArray();
        if (_components.AddBody(operation) is { } body)
        {
            writer.NameOf("requestBody");
            writer.StartObject();
            WriteContent(writer, body, operation.Consumes);
            if (operation.BodyRequired)
            {
                writer.NameOf("required");
                writer.Boolean(true);
            }

            writer.EndObject();
        }

        DocumentWriter.WriteResponses(writer, operation, WriteAnswer);
        writer.EndObject();
    }

    private void WriteAnswer(JsonWriter writer, Operation operation)
    {
        if (operation.TextType is { } text)
        {
            writer.NameOf("content");
            writer.StartObject();
            writer.NameOf(text);
            writer.Raw("""{"schema":{"type":"string"}}"""u8);
            writer.EndObject();
        }
        else if (_components.Add(operation.Answer) is { } component)
        {
            WriteContent(writer, component, ["application/json"]);
        }
    }

    private static void WriteContent(JsonWriter writer, string component, IReadOnlyList<string> media)
    {
        writer.NameOf("content");
        writer.StartObject();
        foreach (var each in media)
        {
            writer.NameOf(each);
            writer.StartObject();
            writer.NameOf("schema");
            SchemaJson.V3.WriteReference(writer, component);
            writer.EndObject();
        }

        writer.EndObject();
    }

    private static void WriteSchemaOfType(JsonWriter writer, string type)
    {
        writer.NameOf("schema");
        writer.StartObject();
        DocumentWriter.WriteType(writer, type);
        writer.EndObject();
    }
}
