namespace Tiphys.Api.Core.V1;

/// <summary>A pointer to an object of a given kind in the same namespace.</summary>
[ApiType("io.k8s.api.core.v1.TypedLocalObjectReference", Atomic = true)]
public sealed partial record TypedLocalObjectReference
{
    /// <summary>API group of the object; the core group is meant when unset.</summary>
    [ApiField("apiGroup", 1, Optional = true)]
    public partial string? APIGroup { get; init; }

    /// <summary>Kind of the object that is pointed to.</summary>
    [ApiField("kind", 2)]
    public partial string Kind { get; init; }

    /// <summary>Name of the object that is pointed to.</summary>
    [ApiField("name", 3)]
    public partial string Name { get; init; }
}
