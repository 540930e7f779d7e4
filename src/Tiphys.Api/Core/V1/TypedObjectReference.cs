namespace Tiphys.Api.Core.V1;

/// <summary>Reference to an object by group, kind and name, optionally in another namespace.</summary>
[ApiType("io.k8s.api.core.v1.TypedObjectReference")]
public sealed partial record TypedObjectReference
{
    /// <summary>API group of the referenced kind; when unset the kind must belong to the core group.</summary>
    [ApiField("apiGroup", 1, Optional = true)]
    public partial string? APIGroup { get; init; }

    /// <summary>Kind of the object that is being referenced, such as VolumeSnapshot.</summary>
    [ApiField("kind", 2)]
    public partial string Kind { get; init; }

    /// <summary>Name of the object that is being referenced within its namespace.</summary>
    [ApiField("name", 3)]
    public partial string Name { get; init; }

    /// <summary>Namespace of the referenced object; crossing namespaces requires a ReferenceGrant and an alpha feature gate.</summary>
    [ApiField("namespace", 4, OmitEmpty = true, Optional = true)]
    public partial string? Namespace { get; init; }
}
