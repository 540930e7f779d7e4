namespace Tiphys.Api.Schemas;

/// <summary>The two fields that every root object has.</summary>
internal static class RootFields
{
    public static SchemaField ApiVersion { get; } = new("apiVersion", () => ScalarSchemas.String)
    {
        Description = "Group and version of the schema that this object follows, for example apps/v1.",
        OmitEmpty = true,
    };

    public static SchemaField Kind { get; } = new("kind", () => ScalarSchemas.String)
    {
        Description = "Kind of REST resource that this object is, in upper camel case.",
        OmitEmpty = true,
    };
}
