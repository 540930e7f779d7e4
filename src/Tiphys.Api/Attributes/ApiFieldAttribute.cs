using Tiphys.Api.Schemas;

namespace Tiphys.Api;

/// <summary>The facts of one field of an API type, as the Kubernetes API defines them.</summary>
/// <param name="name">Name in JSON; empty for a struct whose fields sit in the parent's JSON object.</param>
/// <param name="number">Field number in protobuf; 0 when the field is not in protobuf.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ApiFieldAttribute(string name, int number = 0) : Attribute
{
    /// <summary>Name in JSON; empty for an inline struct.</summary>
    public string Name { get; } = name;

    /// <summary>Field number in protobuf; 0 when the field is not in protobuf.</summary>
    public int Number { get; } = number;

    /// <summary>Left out of JSON when empty (false, 0, "", no items, no value). A struct that is not optional is never empty.</summary>
    public bool OmitEmpty { get; set; }

    /// <summary>Left out of JSON when the value is its type's zero value.</summary>
    public bool OmitZero { get; set; }

    /// <summary>True when a client may leave the field out.</summary>
    public bool Optional { get; set; }

    /// <summary>True when the field must be set although it is left out of JSON when empty.</summary>
    public bool Required { get; set; }

    /// <summary>Declared default as JSON text.</summary>
    public string? Default { get; set; }

    /// <summary>How server-side apply merges the list.</summary>
    public ListType ListType { get; set; }

    /// <summary>Keys of a list of type <see cref="Schemas.ListType.Map"/>.</summary>
    public string[]? ListMapKeys { get; set; }

    /// <summary>True when server-side apply treats the map or struct as one unit.</summary>
    public bool Atomic { get; set; }

    /// <summary>True when server-side apply looks into the struct although its type is one unit elsewhere.</summary>
    public bool Granular { get; set; }

    /// <summary>Strategic merge patch strategies, comma separated: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>.</summary>
    public string? PatchStrategy { get; set; }

    /// <summary>Key by which strategic merge patch matches list items.</summary>
    public string? PatchMergeKey { get; set; }

    /// <summary>Class whose constants are all values the field may have.</summary>
    public Type? Enum { get; set; }

    /// <summary>Name of the field's type in upstream's decoding errors, where it does not follow from the C# type.</summary>
    public string? TypeName { get; set; }

    /// <summary>True when protobuf wraps the list of strings in a message of its own.</summary>
    public bool Wrapped { get; set; }
}
