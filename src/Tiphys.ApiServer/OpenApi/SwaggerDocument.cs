using Tiphys.Api.Json;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Writes the one OpenAPI v2 (Swagger) document of all groups.</summary>
internal sealed class SwaggerDocument(IReadOnlyList<ResourceInfo> resources)
{
    private static readonly string[] Produces = [MediaFormat.Json, MediaFormat.Yaml, MediaFormat.Protobuf];
    private static readonly string[] ListProduces = [.. Produces, MediaFormat.Json + ";stream=watch", MediaFormat.Protobuf + ";stream=watch"];

    private readonly ComponentSet _components = new(resources);

    /// <summary>Writes the document.</summary>
    public void Write(JsonWriter writer)
    {
        writer.StartObject();
        writer.NameOf("swagger");
        writer.String("2.0");
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
        writer.NameOf("definitions");
        DocumentWriter.WriteComponents(writer, SchemaJson.V2, _components);
        WriteSecurity(writer);
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

        DocumentWriter.WritePathParameters(writer, path, operations, DocumentWriter.WriteType);
        writer.EndObject();
    }

    private void WriteOperation(JsonWriter writer, Operation operation, string tag)
    {
        writer.StartObject();
        writer.NameOf("consumes");
        SchemaJson.WriteTexts(writer, operation.Consumes);
        writer.NameOf("produces");
        SchemaJson.WriteTexts(writer, ProducedBy(operation));
        writer.NameOf("schemes");
        SchemaJson.WriteTexts(writer, ["https"]);
        DocumentWriter.WriteIdentity(writer, operation, tag);
        writer.NameOf("parameters");
        writer.StartArray();
        if (_components.AddBody(operation) is { } body)
        {
            WriteBody(writer, body, operation.BodyRequired);
        }

        foreach (var name in operation.Parameters)
        {
            DocumentWriter.WriteParameter(writer, name, "query", DocumentWriter.WriteType);
        }

        writer.EndArray();
        DocumentWriter.WriteResponses(writer, operation, WriteAnswer);
        writer.EndObject();
    }

    private static void WriteBody(JsonWriter writer, string component, bool required)
    {
        writer.StartObject();
        writer.NameOf("name");
        writer.String("body");
        writer.NameOf("in");
        writer.String("body");
        if (required)
        {
            writer.NameOf("required");
            writer.Boolean(true);
        }

        writer.NameOf("schema");
        SchemaJson.V2.WriteReference(writer, component);
        writer.EndObject();
    }

    private void WriteAnswer(JsonWriter writer, Operation operation)
    {
        if (operation.TextType is not null)
        {
            writer.NameOf("schema");
            writer.Raw("""{"type":"string"}"""u8);
        }
        else if (_components.Add(operation.Answer) is { } component)
        {
            writer.NameOf("schema");
            SchemaJson.V2.WriteReference(writer, component);
        }
    }

    private static string[] ProducedBy(Operation operation) =>
        operation.Connects ? [operation.TextType!] : operation.TextType is { } text ? [text, .. Produces] : operation.Action == "list" ? ListProduces : Produces;

    private static void WriteSecurity(JsonWriter writer)
    {
        writer.NameOf("securityDefinitions");
        writer.Raw("""{"BearerToken":{"description":"A bearer token","type":"apiKey","name":"authorization","in":"header"}}"""u8);
        writer.NameOf("security");
        writer.Raw("""[{"BearerToken":[]}]"""u8);
    }
}
