using Tiphys.Api.Schemas;

namespace Tiphys.Api.Meta.V1;

/// <summary>Metadata that every stored object carries.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")]
public sealed partial record ObjectMeta
{
    /// <summary>Name of the object, unique within its resource and namespace and fixed after creation.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Prefix from which the server builds a unique name when name is empty.</summary>
    [ApiField("generateName", 2, OmitEmpty = true, Optional = true)]
    public partial string GenerateName { get; init; }

    /// <summary>Namespace the object lives in, fixed after creation; empty for cluster-scoped objects.</summary>
    [ApiField("namespace", 3, OmitEmpty = true, Optional = true)]
    public partial string Namespace { get; init; }

    /// <summary>Obsolete URL of the object, which the server no longer fills in.</summary>
    [ApiField("selfLink", 4, OmitEmpty = true, Optional = true)]
    public partial string SelfLink { get; init; }

    /// <summary>Identifier assigned by the server, never reused over time or space.</summary>
    [ApiField("uid", 5, OmitEmpty = true, Optional = true, TypeName = "types.UID")]
    public partial string UID { get; init; }

    /// <summary>Opaque version of the stored object, used for optimistic locking and watches.</summary>
    [ApiField("resourceVersion", 6, OmitEmpty = true, Optional = true)]
    public partial string ResourceVersion { get; init; }

    /// <summary>Sequence number that the server raises when the desired state changes.</summary>
    [ApiField("generation", 7, OmitEmpty = true, Optional = true)]
    public partial long Generation { get; init; }

    /// <summary>Moment at which the server created the object, in UTC.</summary>
    [ApiField("creationTimestamp", 8, OmitEmpty = true, OmitZero = true, Optional = true)]
    public partial Time CreationTimestamp { get; init; }

    /// <summary>Moment after which the object may vanish; set by the server upon a graceful delete.</summary>
    [ApiField("deletionTimestamp", 9, OmitEmpty = true, Optional = true)]
    public partial Time? DeletionTimestamp { get; init; }

    /// <summary>Seconds granted for a graceful end once deletion was requested; can only get shorter.</summary>
    [ApiField("deletionGracePeriodSeconds", 10, OmitEmpty = true, Optional = true)]
    public partial long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Key and value pairs by which objects can be grouped and selected.</summary>
    [ApiField("labels", 11, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> Labels { get; init; }

    /// <summary>Key and value pairs for arbitrary data that cannot be selected on.</summary>
    [ApiField("annotations", 12, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> Annotations { get; init; }

    /// <summary>Objects this one depends on; it is garbage collected when all of them are gone.</summary>
    [ApiField("ownerReferences", 13, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["uid"], PatchStrategy = "merge", PatchMergeKey = "uid")]
    public partial ApiList<OwnerReference> OwnerReferences { get; init; }

    /// <summary>Names that must all be removed before a deleted object leaves storage.</summary>
    [ApiField("finalizers", 14, OmitEmpty = true, Optional = true, ListType = ListType.Set, PatchStrategy = "merge")]
    public partial ApiList<string> Finalizers { get; init; }

    /// <summary>Record of which field manager set which fields, kept for server-side apply.</summary>
    [ApiField("managedFields", 17, OmitEmpty = true, Optional = true)]
    public partial ApiList<ManagedFieldsEntry> ManagedFields { get; init; }
}
