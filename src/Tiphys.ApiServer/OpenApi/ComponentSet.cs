using Tiphys.Api.Schemas;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>The named schemas that a document needs: those of its kinds and all that these refer to, each once.</summary>
internal sealed class ComponentSet
{
    private readonly SortedDictionary<string, Schema> _components = new(StringComparer.Ordinal);

    /// <summary>The components in order of name.</summary>
    public IEnumerable<KeyValuePair<string, Schema>> All => _components;

    /// <summary>Adds a kind and what it refers to; its component's name, or null for a kind that is not built in.</summary>
    public string? Add(GroupVersionKind kind)
    {
        if (ApiCatalog.FindCodec(kind)?.Schema is not { } schema)
        {
            return null;
        }

        Visit(schema);
        return schema.Name;
    }

    private void Visit(Schema schema)
    {
        if (schema.Name is { } name && !_components.TryAdd(name, schema))
        {
            return;
        }

        foreach (var field in schema.Fields)
        {
            Visit(field.Schema);
        }

        if (schema.Items is { } items)
        {
            Visit(items);
        }
    }
}
