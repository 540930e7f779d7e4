namespace Tiphys.Api.Core.V1;

/// <summary>Storage that a claim needs at least and may have at most.</summary>
[ApiType("io.k8s.api.core.v1.VolumeResourceRequirements")]
public sealed partial record VolumeResourceRequirements
{
    /// <summary>Largest amount of storage that the volume may have.</summary>
    [ApiField("limits", 1, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Limits { get; init; }

    /// <summary>Smallest amount of storage that the volume must have.</summary>
    [ApiField("requests", 2, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Requests { get; init; }
}
