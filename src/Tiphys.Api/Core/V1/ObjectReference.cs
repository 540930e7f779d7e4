namespace Tiphys.Api.Core.V1;

/// <summary>A pointer to any object, or to a part of it, with all fields optional.</summary>
[ApiType("io.k8s.api.core.v1.ObjectReference", Atomic = true)]
public sealed partial record ObjectReference
{
    /// <summary>Kind of the object that is pointed to.</summary>
    [ApiField("kind", 1, OmitEmpty = true, Optional = true)]
    public partial string Kind { get; init; }

    /// <summary>Namespace of the object, empty for cluster-scoped ones.</summary>
    [ApiField("namespace", 2, OmitEmpty = true, Optional = true)]
    public partial string Namespace { get; init; }

    /// <summary>Name of the object that is pointed to.</summary>
    [ApiField("name", 3, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>UID of the object, which tells it apart from later objects of that name.</summary>
    [ApiField("uid", 4, OmitEmpty = true, Optional = true, TypeName = "types.UID")]
    public partial string UID { get; init; }

    /// <summary>Group and version through which the object is addressed.</summary>
    [ApiField("apiVersion", 5, OmitEmpty = true, Optional = true)]
    public partial string APIVersion { get; init; }

    /// <summary>Particular version of the object that the reference was made for.</summary>
    [ApiField("resourceVersion", 6, OmitEmpty = true, Optional = true)]
    public partial string ResourceVersion { get; init; }

    /// <summary>Part of the object that is meant, such as spec.containers{name}.</summary>
    [ApiField("fieldPath", 7, OmitEmpty = true, Optional = true)]
    public partial string FieldPath { get; init; }
}
