namespace Tiphys.Api.Schemas;

/// <summary>Shared schemas of values without structure.</summary>
public static class ScalarSchemas
{
    /// <summary>Text.</summary>
    public static Schema String { get; } = new() { Kind = SchemaKind.String, TypeName = "string" };

    /// <summary>True or false.</summary>
    public static Schema Boolean { get; } = new() { Kind = SchemaKind.Boolean, TypeName = "bool" };

    /// <summary>A 32-bit whole number.</summary>
    public static Schema Int32 { get; } = new() { Kind = SchemaKind.Integer, Format = "int32", TypeName = "int32" };

    /// <summary>A 64-bit whole number.</summary>
    public static Schema Int64 { get; } = new() { Kind = SchemaKind.Integer, Format = "int64", TypeName = "int64" };

    /// <summary>A floating point number.</summary>
    public static Schema Double { get; } = new() { Kind = SchemaKind.Number, Format = "double", TypeName = "float64" };

    /// <summary>Bytes, as base64 text.</summary>
    public static Schema Bytes { get; } = new() { Kind = SchemaKind.String, Format = "byte", TypeName = "[]uint8" };

    /// <summary>Any JSON value.</summary>
    public static Schema Any { get; } = new() { Kind = SchemaKind.Any, PreserveUnknownFields = true, Atomic = true };

    /// <summary>The set of fields that a manager owns (<c>FieldsV1</c>), opaque to patches.</summary>
    public static Schema FieldsV1 { get; } = Opaque("io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1",
        "A set of fields in a trie: each key names a path element, an empty object ends a path.");

    /// <summary>An embedded object of any kind (<c>RawExtension</c>).</summary>
    public static Schema RawExtension { get; } = Opaque("io.k8s.apimachinery.pkg.runtime.RawExtension",
        "An embedded object of any kind, kept as the client wrote it.");

    /// <summary>Any JSON value inside a custom resource definition.</summary>
    public static Schema Json { get; } = new()
    {
        Kind = SchemaKind.Any,
        Name = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON",
        Description = "Any valid JSON value: null, a boolean, a number, a string, a list or an object.",
        PreserveUnknownFields = true,
        Atomic = true,
    };

    /// <summary>A quantity of a resource, for example <c>500m</c> or <c>1Gi</c>.</summary>
    public static Schema Quantity { get; } = new()
    {
        Kind = SchemaKind.String,
        Name = "io.k8s.apimachinery.pkg.api.resource.Quantity",
        TypeName = "resource.Quantity",
        Description = "A fixed-point number with a suffix: binary (Ki, Mi, Gi, Ti, Pi, Ei), decimal (n, u, m, k, M, G, T, P, E) or an exponent.",
    };

    /// <summary>A whole number or a string.</summary>
    public static Schema IntOrString { get; } = new()
    {
        Kind = SchemaKind.IntOrString,
        Name = "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
        TypeName = "intstr.IntOrString",
        Format = "int-or-string",
        Description = "A whole number, or a string such as a percentage or the name of a port.",
    };

    /// <summary>A moment with second precision.</summary>
    public static Schema Time { get; } = Timestamp("io.k8s.apimachinery.pkg.apis.meta.v1.Time", "v1.Time",
        "A moment in UTC, written by RFC 3339 with whole seconds.");

    /// <summary>A moment with microsecond precision.</summary>
    public static Schema MicroTime { get; } = Timestamp("io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime", "v1.MicroTime",
        "A moment in UTC, written by RFC 3339 with six digits of fraction.");

    /// <summary>A length of time, for example <c>1m30s</c>.</summary>
    public static Schema Duration { get; } = new()
    {
        Kind = SchemaKind.String,
        Name = "io.k8s.apimachinery.pkg.apis.meta.v1.Duration",
        TypeName = "v1.Duration",
        Description = "A length of time as numbers with units, for example 1h2m3s or 300ms.",
    };

    /// <summary>A map from any key to values of one schema.</summary>
    public static Schema Map(Func<Schema> values, bool atomic = false) =>
        new() { Kind = SchemaKind.Map, ItemsSource = values, Atomic = atomic };

    /// <summary>A list of values of one schema.</summary>
    public static Schema List(Func<Schema> items, ListType type = ListType.Atomic, params string[] keys) =>
        new() { Kind = SchemaKind.List, ItemsSource = items, ListType = type, ListMapKeys = keys };

    /// <summary>A string that may only have some values.</summary>
    public static Schema Enumeration(string typeName, params string[] values) =>
        new() { Kind = SchemaKind.String, TypeName = typeName, Enum = values };

    /// <summary>A string whose type has a name of its own upstream.</summary>
    public static Schema NamedString(string typeName) => new() { Kind = SchemaKind.String, TypeName = typeName };

    private static Schema Opaque(string name, string description) => new()
    {
        Kind = SchemaKind.Object,
        Name = name,
        TypeName = "v1." + name[(name.LastIndexOf('.') + 1)..],
        Description = description,
        PreserveUnknownFields = true,
        Atomic = true,
    };

    private static Schema Timestamp(string name, string typeName, string description) =>
        new() { Kind = SchemaKind.String, Name = name, TypeName = typeName, Format = "date-time", Description = description };
}
