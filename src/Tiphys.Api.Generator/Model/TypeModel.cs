namespace Tiphys.Api.Generator.Model;

/// <summary>How a root type takes part in the API.</summary>
internal enum RootKind
{
    /// <summary>Lives only inside other types.</summary>
    None,

    /// <summary>Has apiVersion and kind but no metadata: options, statuses.</summary>
    Plain,

    /// <summary>Has object metadata.</summary>
    Object,

    /// <summary>Has list metadata and items.</summary>
    List,
}

/// <summary>One API type.</summary>
internal sealed record TypeModel
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string ModelName { get; init; }

    public required string Description { get; init; }

    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required bool Atomic { get; init; }

    public required bool TypedItems { get; init; }

    public required EquatableArray<FieldModel> Fields { get; init; }

    public ResourceModel? Resource { get; init; }

    public string FullName => $"global::{Namespace}.{Name}";

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public RootKind Root
    {
        get
        {
            if (Kind.Length == 0)
            {
                return RootKind.None;
            }

            foreach (var member in Fields)
            {
                if (member.JsonName == "metadata" && member.Shape.CSharpType.EndsWith(".ObjectMeta", System.StringComparison.Ordinal))
                {
                    return RootKind.Object;
                }

                if (member.JsonName == "items" && member.Shape.Kind == ShapeKind.List)
                {
                    return RootKind.List;
                }
            }

            return RootKind.Plain;
        }
    }
}

/// <summary>The REST resource of a root type.</summary>
internal sealed record ResourceModel
{
    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required bool Namespaced { get; init; }

    public required EquatableArray<string> ShortNames { get; init; }

    public required EquatableArray<string> Categories { get; init; }

    public required EquatableArray<string> Verbs { get; init; }

    public required string? StorageVersionHash { get; init; }

    public required EquatableArray<SubresourceModel> Subresources { get; init; }
}

/// <summary>A subresource of a REST resource.</summary>
internal sealed record SubresourceModel(
    string Name, string Version, string Kind, EquatableArray<string> Verbs, EquatableArray<string> ConnectMethods);
