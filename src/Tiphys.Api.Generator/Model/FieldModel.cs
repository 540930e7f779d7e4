namespace Tiphys.Api.Generator.Model;

/// <summary>One property of an API type with its facts.</summary>
internal sealed record FieldModel
{
    public required string Property { get; init; }

    public required string JsonName { get; init; }

    public required int Number { get; init; }

    public required ValueShape Shape { get; init; }

    public required bool Nullable { get; init; }

    public required string Description { get; init; }

    public bool OmitEmpty { get; init; }

    public bool OmitZero { get; init; }

    public bool Optional { get; init; }

    public bool Required { get; init; }

    public string? Default { get; init; }

    public int ListType { get; init; }

    public EquatableArray<string> ListMapKeys { get; init; }

    public bool Atomic { get; init; }

    public bool Granular { get; init; }

    public string? PatchStrategy { get; init; }

    public string? PatchMergeKey { get; init; }

    public EquatableArray<string> Enum { get; init; }

    public string? ExplicitTypeName { get; init; }

    public bool Wrapped { get; init; }

    /// <summary>True when OpenAPI lists the field as required.</summary>
    public bool MustBeSet => Required || (!Optional && !OmitEmpty);

    /// <summary>True for a struct whose fields sit in the parent's JSON object.</summary>
    public bool IsInline => JsonName.Length == 0;

    /// <summary>Name that upstream's errors use for the field's type.</summary>
    public string TypeName => ExplicitTypeName ?? Shape.TypeName;

    /// <summary>Name of the backing field; the copy constructor and equality of the record work on it.</summary>
    public string Backing => "_" + char.ToLowerInvariant(Property[0]) + Property.Substring(1);

    /// <summary>C# type of the property.</summary>
    public string PropertyType => Nullable ? Shape.CSharpType + "?" : Shape.CSharpType;
}
