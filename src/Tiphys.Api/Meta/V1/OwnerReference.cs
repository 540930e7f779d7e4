namespace Tiphys.Api.Meta.V1;

/// <summary>Identifies an object that owns another one in the same namespace or cluster-wide.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference", Atomic = true)]
public sealed partial record OwnerReference
{
    /// <summary>Group and version of the owner.</summary>
    [ApiField("apiVersion", 5)]
    public partial string APIVersion { get; init; }

    /// <summary>Kind of the owner.</summary>
    [ApiField("kind", 1)]
    public partial string Kind { get; init; }

    /// <summary>Name of the owner.</summary>
    [ApiField("name", 3)]
    public partial string Name { get; init; }

    /// <summary>UID of the owner, which must match for the reference to hold.</summary>
    [ApiField("uid", 4, TypeName = "types.UID")]
    public partial string UID { get; init; }

    /// <summary>Whether the owner is the managing controller, of which there can be only one.</summary>
    [ApiField("controller", 6, OmitEmpty = true, Optional = true)]
    public partial bool? Controller { get; init; }

    /// <summary>Whether foreground deletion of the owner waits until this dependent is gone; false by default.</summary>
    [ApiField("blockOwnerDeletion", 7, OmitEmpty = true, Optional = true)]
    public partial bool? BlockOwnerDeletion { get; init; }
}
