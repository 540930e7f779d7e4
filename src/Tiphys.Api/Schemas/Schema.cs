namespace Tiphys.Api.Schemas;

/// <summary>
/// The shape of an API value: drives OpenAPI, explain, pruning, strict field checks, strategic merge and server-side apply.
/// Built-in types get theirs from the generator, custom resources from their definition; both run through the same code.
/// </summary>
public sealed class Schema
{
    private Dictionary<string, SchemaField>? _index;

    /// <summary>Shape of the value.</summary>
    public required SchemaKind Kind { get; init; }

    /// <summary>OpenAPI model name of a named type; null for an anonymous schema.</summary>
    public string? Name { get; init; }

    /// <summary>Name that upstream's errors use for a value of this type, for example <c>v1.PodSpec</c>.</summary>
    public string? TypeName { get; init; }

    /// <summary>Meaning of the type, as <c>kubectl explain</c> prints it.</summary>
    public string Description { get; init; } = "";

    /// <summary>Group, version and kind of a root object; null for a type that only lives inside others.</summary>
    public GroupVersionKind? RootKind { get; init; }

    /// <summary>OpenAPI format: <c>int32</c>, <c>int64</c>, <c>double</c>, <c>byte</c>, <c>date-time</c>, <c>int-or-string</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Fields of an <see cref="SchemaKind.Object"/>, in order of declaration; inline structs are already flattened.</summary>
    public IReadOnlyList<SchemaField> Fields { get; init; } = [];

    /// <summary>Schema of list items or map values.</summary>
    public Schema? Items => _items ??= ItemsSource?.Invoke();

    private Schema? _items;

    /// <summary>Where <see cref="Items"/> comes from; called once, so that types may refer to themselves.</summary>
    public Func<Schema>? ItemsSource { get; init; }

    /// <summary>How server-side apply merges a list.</summary>
    public ListType ListType { get; init; }

    /// <summary>Key fields of a list of type map.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary>True when server-side apply treats an object or map as one value.</summary>
    public bool Atomic { get; init; }

    /// <summary>Allowed values of a string; empty when any is allowed.</summary>
    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>True when unknown fields are kept instead of pruned.</summary>
    public bool PreserveUnknownFields { get; init; }

    /// <summary>The same shape, which server-side apply treats as one value, or looks into.</summary>
    public Schema WithAtomic(bool atomic) => new()
    {
        Kind = Kind,
        Name = Name,
        TypeName = TypeName,
        Description = Description,
        RootKind = RootKind,
        Format = Format,
        Fields = Fields,
        ItemsSource = ItemsSource,
        ListType = ListType,
        ListMapKeys = ListMapKeys,
        Atomic = atomic,
        Enum = Enum,
        PreserveUnknownFields = PreserveUnknownFields,
    };

    /// <summary>Finds a field by its JSON name.</summary>
    public SchemaField? Field(string name)
    {
        if (_index is null)
        {
            var index = new Dictionary<string, SchemaField>(Fields.Count, StringComparer.Ordinal);
            foreach (var field in Fields)
            {
                index.TryAdd(field.Name, field);
            }

            _index = index;
        }

        return _index.GetValueOrDefault(name);
    }
}
