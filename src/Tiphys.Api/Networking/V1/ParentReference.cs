namespace Tiphys.Api.Networking.V1;

/// <summary>Identifies the object that an IP address has been allocated for.</summary>
[ApiType("io.k8s.api.networking.v1.ParentReference")]
public sealed partial record ParentReference
{
    /// <summary>API group of the owning object; empty for the core group.</summary>
    [ApiField("group", 1, OmitEmpty = true, Optional = true)]
    public partial string Group { get; init; }

    /// <summary>Plural resource name of the owning object, such as services.</summary>
    [ApiField("resource", 2, OmitEmpty = true, Required = true)]
    public partial string Resource { get; init; }

    /// <summary>Namespace of the owning object, empty if it is cluster scoped.</summary>
    [ApiField("namespace", 3, OmitEmpty = true, Optional = true)]
    public partial string Namespace { get; init; }

    /// <summary>Name of the owning object.</summary>
    [ApiField("name", 4, OmitEmpty = true, Required = true)]
    public partial string Name { get; init; }
}
