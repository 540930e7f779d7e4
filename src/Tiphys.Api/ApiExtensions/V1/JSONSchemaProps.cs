using Tiphys.Api.Schemas;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>A JSON schema node, following OpenAPI v3 with Kubernetes extensions.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps")]
public sealed partial record JSONSchemaProps
{
    /// <summary>JSON schema identifier of this node; not allowed in structural schemas.</summary>
    [ApiField("id", 1, OmitEmpty = true)]
    public partial string ID { get; init; }

    /// <summary>URL of the JSON schema dialect in use; not allowed in structural schemas.</summary>
    [ApiField("$schema", 2, OmitEmpty = true, TypeName = "v1.JSONSchemaURL")]
    public partial string Schema { get; init; }

    /// <summary>Reference to another schema definition; not allowed in custom resource schemas.</summary>
    [ApiField("$ref", 3, OmitEmpty = true)]
    public partial string? Ref { get; init; }

    /// <summary>Text explaining the meaning of the value.</summary>
    [ApiField("description", 4, OmitEmpty = true)]
    public partial string Description { get; init; }

    /// <summary>JSON type of the value: object, array, string, integer, number or boolean.</summary>
    [ApiField("type", 5, OmitEmpty = true)]
    public partial string Type { get; init; }

    /// <summary>Named format that refines the type, such as date-time, int64 or byte; unknown formats are ignored.</summary>
    [ApiField("format", 6, OmitEmpty = true)]
    public partial string Format { get; init; }

    /// <summary>Short title of the schema node.</summary>
    [ApiField("title", 7, OmitEmpty = true)]
    public partial string Title { get; init; }

    /// <summary>Value filled in when the field is absent from an object.</summary>
    [ApiField("default", 8, OmitEmpty = true, TypeName = "v1.JSON")]
    public partial RawJson? Default { get; init; }

    /// <summary>Largest permitted number, inclusive unless marked exclusive.</summary>
    [ApiField("maximum", 9, OmitEmpty = true)]
    public partial double? Maximum { get; init; }

    /// <summary>Whether the maximum itself is excluded; defaults to false.</summary>
    [ApiField("exclusiveMaximum", 10, OmitEmpty = true)]
    public partial bool ExclusiveMaximum { get; init; }

    /// <summary>Smallest permitted number, inclusive unless marked exclusive.</summary>
    [ApiField("minimum", 11, OmitEmpty = true)]
    public partial double? Minimum { get; init; }

    /// <summary>Whether the minimum itself is excluded; defaults to false.</summary>
    [ApiField("exclusiveMinimum", 12, OmitEmpty = true)]
    public partial bool ExclusiveMinimum { get; init; }

    /// <summary>Largest permitted length of a string in characters.</summary>
    [ApiField("maxLength", 13, OmitEmpty = true)]
    public partial long? MaxLength { get; init; }

    /// <summary>Smallest permitted length of a string in characters.</summary>
    [ApiField("minLength", 14, OmitEmpty = true)]
    public partial long? MinLength { get; init; }

    /// <summary>Regular expression that a string must match somewhere unless it is anchored.</summary>
    [ApiField("pattern", 15, OmitEmpty = true)]
    public partial string Pattern { get; init; }

    /// <summary>Largest permitted number of array elements.</summary>
    [ApiField("maxItems", 16, OmitEmpty = true)]
    public partial long? MaxItems { get; init; }

    /// <summary>Smallest permitted number of array elements.</summary>
    [ApiField("minItems", 17, OmitEmpty = true)]
    public partial long? MinItems { get; init; }

    /// <summary>Whether array elements must differ from each other; true is not allowed in custom resources.</summary>
    [ApiField("uniqueItems", 18, OmitEmpty = true)]
    public partial bool UniqueItems { get; init; }

    /// <summary>Number of which the value must be an integral multiple.</summary>
    [ApiField("multipleOf", 19, OmitEmpty = true)]
    public partial double? MultipleOf { get; init; }

    /// <summary>Complete list of permitted values.</summary>
    [ApiField("enum", 20, OmitEmpty = true, TypeName = "[]v1.JSON")]
    public partial ApiList<RawJson> Enum { get; init; }

    /// <summary>Largest permitted number of object properties.</summary>
    [ApiField("maxProperties", 21, OmitEmpty = true)]
    public partial long? MaxProperties { get; init; }

    /// <summary>Smallest permitted number of object properties.</summary>
    [ApiField("minProperties", 22, OmitEmpty = true)]
    public partial long? MinProperties { get; init; }

    /// <summary>Names of properties that must be present in the object.</summary>
    [ApiField("required", 23, OmitEmpty = true)]
    public partial ApiList<string> Required { get; init; }

    /// <summary>Schema for array elements; structural schemas need a single schema here.</summary>
    [ApiField("items", 24, OmitEmpty = true)]
    public partial JSONSchemaPropsOrArray? Items { get; init; }

    /// <summary>Schemas that the value must satisfy all together.</summary>
    [ApiField("allOf", 25, OmitEmpty = true)]
    public partial ApiList<JSONSchemaProps> AllOf { get; init; }

    /// <summary>Schemas of which the value must satisfy exactly one.</summary>
    [ApiField("oneOf", 26, OmitEmpty = true)]
    public partial ApiList<JSONSchemaProps> OneOf { get; init; }

    /// <summary>Schemas of which the value must satisfy at least one.</summary>
    [ApiField("anyOf", 27, OmitEmpty = true)]
    public partial ApiList<JSONSchemaProps> AnyOf { get; init; }

    /// <summary>Schema that the value must fail to satisfy.</summary>
    [ApiField("not", 28, OmitEmpty = true)]
    public partial JSONSchemaProps? Not { get; init; }

    /// <summary>Schemas of the named object properties.</summary>
    [ApiField("properties", 29, OmitEmpty = true)]
    public partial ApiMap<JSONSchemaProps> Properties { get; init; }

    /// <summary>Schema for properties that are not listed, or whether they are allowed at all.</summary>
    [ApiField("additionalProperties", 30, OmitEmpty = true)]
    public partial JSONSchemaPropsOrBool? AdditionalProperties { get; init; }

    /// <summary>Schemas for properties whose names match regular expressions; not allowed in custom resources.</summary>
    [ApiField("patternProperties", 31, OmitEmpty = true)]
    public partial ApiMap<JSONSchemaProps> PatternProperties { get; init; }

    /// <summary>Requirements triggered by the presence of certain properties; not allowed in custom resources.</summary>
    [ApiField("dependencies", 32, OmitEmpty = true, TypeName = "v1.JSONSchemaDependencies")]
    public partial ApiMap<JSONSchemaPropsOrStringArray> Dependencies { get; init; }

    /// <summary>Schema for array elements beyond the listed ones; not allowed in structural schemas.</summary>
    [ApiField("additionalItems", 33, OmitEmpty = true)]
    public partial JSONSchemaPropsOrBool? AdditionalItems { get; init; }

    /// <summary>Reusable schemas by name; not allowed in custom resource schemas.</summary>
    [ApiField("definitions", 34, OmitEmpty = true, TypeName = "v1.JSONSchemaDefinitions")]
    public partial ApiMap<JSONSchemaProps> Definitions { get; init; }

    /// <summary>Pointer to further documentation outside the schema.</summary>
    [ApiField("externalDocs", 35, OmitEmpty = true)]
    public partial ExternalDocumentation? ExternalDocs { get; init; }

    /// <summary>Sample value for documentation; it has no effect on validation.</summary>
    [ApiField("example", 36, OmitEmpty = true, TypeName = "v1.JSON")]
    public partial RawJson? Example { get; init; }

    /// <summary>Whether null is accepted as a value; defaults to false.</summary>
    [ApiField("nullable", 37, OmitEmpty = true)]
    public partial bool Nullable { get; init; }

    /// <summary>When true, fields not described by the schema are kept rather than pruned.</summary>
    [ApiField("x-kubernetes-preserve-unknown-fields", 38, OmitEmpty = true)]
    public partial bool? XPreserveUnknownFields { get; init; }

    /// <summary>Marks the value as a complete Kubernetes object with apiVersion, kind and metadata.</summary>
    [ApiField("x-kubernetes-embedded-resource", 39, OmitEmpty = true)]
    public partial bool XEmbeddedResource { get; init; }

    /// <summary>Marks the value as either an integer or a string; no type may be set with it.</summary>
    [ApiField("x-kubernetes-int-or-string", 40, OmitEmpty = true)]
    public partial bool XIntOrString { get; init; }

    /// <summary>Properties that together identify an element of a list with map semantics.</summary>
    [ApiField("x-kubernetes-list-map-keys", 41, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> XListMapKeys { get; init; }

    /// <summary>Merge behaviour of a list: atomic, the default, set or map.</summary>
    [ApiField("x-kubernetes-list-type", 42, OmitEmpty = true, Optional = true)]
    public partial string? XListType { get; init; }

    /// <summary>Merge behaviour of an object: granular, the default, or atomic.</summary>
    [ApiField("x-kubernetes-map-type", 43, OmitEmpty = true, Optional = true)]
    public partial string? XMapType { get; init; }

    /// <summary>CEL rules that the value must satisfy.</summary>
    [ApiField("x-kubernetes-validations", 44, OmitEmpty = true, ListType = ListType.Map, ListMapKeys = ["rule"], PatchStrategy = "merge", PatchMergeKey = "rule", TypeName = "v1.ValidationRules")]
    public partial ApiList<ValidationRule> XValidations { get; init; }
}
