using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>The named schemas that a document needs: those of its kinds and all that these refer to, each once.</summary>
internal sealed class ComponentSet
{
    private readonly SortedDictionary<string, Schema> _components = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<GroupVersionKind> _deleteOptions;

    /// <summary>Starts with what the operations of every resource need.</summary>
    public ComponentSet(IReadOnlyList<ResourceInfo> resources)
    {
        var own = DeleteOptions.GroupVersionKind;
        _deleteOptions = [.. resources.Select(resource => own with { Group = resource.Group, Version = resource.Kind.Version }).Prepend(own).Distinct()];
        Add(Status.GroupVersionKind);
        Add(own);
        Visit(Patch);
    }

    /// <summary>The body of a patch, which may have any form.</summary>
    public static Schema Patch { get; } = new()
    {
        Kind = SchemaKind.Object,
        Name = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch",
        Description = "The body of a PATCH request, whose form its media type tells.",
    };

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

    /// <summary>Adds what the body of a request is; its component's name, or null when it takes none that is built in.</summary>
    public string? AddBody(Operation operation) => operation.Action switch
    {
        "post" or "put" => Add(operation.Kind),
        "patch" => Patch.Name,
        "delete" or "deletecollection" => Add(DeleteOptions.GroupVersionKind),
        _ => null,
    };

    /// <summary>Kinds that a schema is the schema of. Every group takes delete options under its own name too.</summary>
    public IReadOnlyList<GroupVersionKind> KindsOf(Schema schema) => schema.RootKind switch
    {
        null => [],
        { } kind when kind == DeleteOptions.GroupVersionKind => _deleteOptions,
        { } kind => [kind],
    };

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
