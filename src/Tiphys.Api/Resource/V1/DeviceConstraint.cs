namespace Tiphys.Api.Resource.V1;

/// <summary>A condition over all devices allocated for a group of requests.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceConstraint")]
public sealed partial record DeviceConstraint
{
    /// <summary>Names of the requests that the constraint covers; empty covers all requests of the claim.</summary>
    [ApiField("requests", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Requests { get; init; }

    /// <summary>Attribute that must exist with an equal value on all covered devices.</summary>
    [ApiField("matchAttribute", 2, OmitEmpty = true, Optional = true, TypeName = "v1.FullyQualifiedName")]
    public partial string? MatchAttribute { get; init; }

    /// <summary>Attribute that must exist with a different value on each covered device.</summary>
    [ApiField("distinctAttribute", 3, OmitEmpty = true, Optional = true, TypeName = "v1.FullyQualifiedName")]
    public partial string? DistinctAttribute { get; init; }
}
