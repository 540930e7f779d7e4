namespace Tiphys.Api.Generator.Model;

/// <summary>What kind of value a property, list item or map value holds.</summary>
internal enum ShapeKind
{
    String,
    Boolean,
    Int32,
    Int64,
    Double,
    Bytes,
    Quantity,
    IntOrString,
    Time,
    MicroTime,
    Duration,
    Raw,
    Object,
    List,
    Map,
}

/// <summary>A value: its kind, its C# type, and for lists and maps what is in them.</summary>
internal sealed record ValueShape(ShapeKind Kind, string CSharpType, ValueShape? Element = null)
{
    /// <summary>Suffix of the reader's and writer's methods for this kind of value.</summary>
    public string Method => Kind.ToString();

    /// <summary>The value when nothing is set, as a C# expression.</summary>
    public string Zero => Kind switch
    {
        ShapeKind.String => "\"\"",
        ShapeKind.Object => CSharpType + ".Empty",
        _ => "default",
    };

    /// <summary>Name that upstream's errors use for the type.</summary>
    public string TypeName => Kind switch
    {
        ShapeKind.String => "string",
        ShapeKind.Boolean => "bool",
        ShapeKind.Int32 => "int32",
        ShapeKind.Int64 => "int64",
        ShapeKind.Double => "float64",
        ShapeKind.Bytes => "[]uint8",
        ShapeKind.Quantity => "resource.Quantity",
        ShapeKind.IntOrString => "intstr.IntOrString",
        ShapeKind.Time => "v1.Time",
        ShapeKind.MicroTime => "v1.MicroTime",
        ShapeKind.Duration => "v1.Duration",
        ShapeKind.Raw => "runtime.RawExtension",
        ShapeKind.Object => GoName(CSharpType),
        ShapeKind.List => "[]" + Element!.TypeName,
        _ => "map[string]" + Element!.TypeName,
    };

    /// <summary><c>global::Tiphys.Api.Core.V1.PodSpec</c> is <c>v1.PodSpec</c> upstream.</summary>
    public static string GoName(string fullName)
    {
        var parts = fullName.Split('.');
        return parts[parts.Length - 2].ToLowerInvariant() + "." + parts[parts.Length - 1];
    }
}
