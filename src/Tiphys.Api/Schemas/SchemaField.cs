namespace Tiphys.Api.Schemas;

/// <summary>One field of an object <see cref="Schema"/>.</summary>
/// <param name="name">Name in JSON.</param>
/// <param name="source">Gives the field's schema; called once, so that types may refer to themselves.</param>
public sealed class SchemaField(string name, Func<Schema> source)
{
    private Schema? _schema;

    /// <summary>Name in JSON.</summary>
    public string Name { get; } = name;

    /// <summary>Shape of the field's value.</summary>
    public Schema Schema => _schema ??= source();

    /// <summary>Meaning of the field, as <c>kubectl explain</c> prints it.</summary>
    public string Description { get; init; } = "";

    /// <summary>True when OpenAPI lists the field as required.</summary>
    public bool Required { get; init; }

    /// <summary>True when the field is left out of JSON when it is empty.</summary>
    public bool OmitEmpty { get; init; }

    /// <summary>True when upstream's field is a pointer, so that "not set" differs from the zero value.</summary>
    public bool Pointer { get; init; }

    /// <summary>Declared default as JSON text.</summary>
    public string? Default { get; init; }

    /// <summary>Strategic merge patch strategies: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>; comma separated.</summary>
    public string? PatchStrategy { get; init; }

    /// <summary>Key by which strategic merge patch matches list items.</summary>
    public string? PatchMergeKey { get; init; }
}
