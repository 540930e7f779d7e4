namespace Tiphys.Api.Authentication.V1;

/// <summary>Identifies the object to whose lifetime a token is tied.</summary>
[ApiType("io.k8s.api.authentication.v1.BoundObjectReference")]
public sealed partial record BoundObjectReference
{
    /// <summary>Kind of the bound object, one of Pod, Secret or Node.</summary>
    [ApiField("kind", 1, OmitEmpty = true, Optional = true)]
    public partial string Kind { get; init; }

    /// <summary>API version of the bound object, such as v1.</summary>
    [ApiField("apiVersion", 2, OmitEmpty = true, Optional = true)]
    public partial string APIVersion { get; init; }

    /// <summary>Name of the bound object.</summary>
    [ApiField("name", 3, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Unique identifier of the bound object, guarding against a later object that reuses the name.</summary>
    [ApiField("uid", 4, OmitEmpty = true, Optional = true, TypeName = "types.UID")]
    public partial string UID { get; init; }
}
