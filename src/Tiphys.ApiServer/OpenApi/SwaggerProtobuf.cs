using System.Text.Json;
using Tiphys.Api.Protobuf;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>
/// The protobuf form of an OpenAPI v2 document: message <c>openapi.v2.Document</c> as gnostic defines it (OpenAPIv2.proto), which kubectl
/// before 1.27 and Go's discovery client read. Numbers are those of the properties that our document has.
/// </summary>
internal static class SwaggerProtobuf
{
    // What may hold itself is reached through a method, so that it exists when it is called.
    private static readonly SwaggerMessage Properties = new([], 1, WriteSchema);

    private static readonly SwaggerMessage Schema = new(
        [
            (1, "$ref", Text), (2, "format", Text), (4, "description", Text), (19, "required", Texts), (20, "enum", Anys),
            (21, "additionalProperties", Around(1, WriteSchema)), (22, "type", Around(1, Text)), (23, "items", Around(1, WriteSchema)),
            (25, "properties", Properties.Field),
        ], 31, Any);

    private static readonly SwaggerMessage Body = new(
        [(1, "description", Text), (2, "name", Text), (3, "in", Text), (4, "required", Boolean), (5, "schema", Schema.Field)], 6, Any);

    private static readonly SwaggerMessage Query = new(
        [(1, "required", Boolean), (2, "in", Text), (3, "description", Text), (4, "name", Text), (6, "type", Text), (20, "uniqueItems", Boolean)], 23, Any);

    private static readonly SwaggerMessage Path = new(
        [(1, "required", Boolean), (2, "in", Text), (3, "description", Text), (4, "name", Text), (5, "type", Text), (19, "uniqueItems", Boolean)], 22, Any);

    private static readonly SwaggerMessage Response = new([(1, "description", Text), (2, "schema", Around(1, Schema.Field))], 5, Any);

    private static readonly SwaggerMessage Responses = new([], 1, Around(1, Response.Field));

    private static readonly SwaggerMessage OperationMessage = new(
        [
            (1, "tags", Texts), (3, "description", Text), (5, "operationId", Text), (6, "produces", Texts), (7, "consumes", Texts),
            (8, "parameters", Each(Parameter)), (9, "responses", Responses.Field), (10, "schemes", Texts),
        ], 13, Any);

    private static readonly SwaggerMessage PathItem = new(
        [
            (2, "get", OperationMessage.Field), (3, "put", OperationMessage.Field), (4, "post", OperationMessage.Field),
            (5, "delete", OperationMessage.Field), (6, "options", OperationMessage.Field), (7, "head", OperationMessage.Field),
            (8, "patch", OperationMessage.Field), (9, "parameters", Each(Parameter)),
        ], 10, Any);

    private static readonly SwaggerMessage ApiKey = new([(1, "type", Text), (2, "name", Text), (3, "in", Text), (4, "description", Text)]);

    private static readonly SwaggerMessage Document = new(
        [
            (1, "swagger", Text),
            (2, "info", new SwaggerMessage([(1, "title", Text), (2, "version", Text)]).Field),
            (8, "paths", new SwaggerMessage([], 2, PathItem.Field).Field),
            (9, "definitions", Properties.Field),
            (12, "security", Each(new SwaggerMessage([], 1, ListOfTexts).Field)),
            (13, "securityDefinitions", new SwaggerMessage([], 1, Around(2, ApiKey.Field)).Field),
        ], 16, Any);

    /// <summary>The message of a document that is given as JSON.</summary>
    public static void Write(ProtobufWriter writer, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        Document.Write(writer, document.RootElement);
    }

    private static void WriteSchema(ProtobufWriter writer, int number, JsonElement value) => Schema.Field(writer, number, value);

    private static void Text(ProtobufWriter writer, int number, JsonElement value) => writer.String(number, value.GetString()!);

    private static void Boolean(ProtobufWriter writer, int number, JsonElement value) => writer.Boolean(number, value.GetBoolean());

    // Field 2 of Any is YAML, of which JSON is a part.
    private static void Any(ProtobufWriter writer, int number, JsonElement value) =>
        SwaggerMessage.Inside(writer, number, () => writer.String(2, value.GetRawText() + "\n"));

    private static void Anys(ProtobufWriter writer, int number, JsonElement value) => Each(Any)(writer, number, value);

    private static void Texts(ProtobufWriter writer, int number, JsonElement value) => Each(Text)(writer, number, value);

    private static void ListOfTexts(ProtobufWriter writer, int number, JsonElement value) => Around(1, Texts)(writer, number, value);

    private static void Parameter(ProtobufWriter writer, int number, JsonElement value)
    {
        var form = value.GetProperty("in").GetString() switch
        {
            "body" => Around(1, Body.Field),
            "path" => Around(2, Around(4, Path.Field)),
            _ => Around(2, Around(3, Query.Field)),
        };
        Around(1, form)(writer, number, value);
    }

    private static SwaggerField Around(int inner, SwaggerField form) =>
        (writer, number, value) => SwaggerMessage.Inside(writer, number, () => form(writer, inner, value));

    private static SwaggerField Each(SwaggerField form) => (writer, number, value) =>
    {
        for (var i = value.GetArrayLength() - 1; i >= 0; i--)
        {
            form(writer, number, value[i]);
        }
    };
}
