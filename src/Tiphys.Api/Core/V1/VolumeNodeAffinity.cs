namespace Tiphys.Api.Core.V1;

/// <summary>Constraints that tell from which nodes a persistent volume can be accessed.</summary>
[ApiType("io.k8s.api.core.v1.VolumeNodeAffinity")]
public sealed partial record VolumeNodeAffinity
{
    /// <summary>Node selector that a node has to satisfy before the volume can be used there.</summary>
    [ApiField("required", 1, OmitEmpty = true)]
    public partial NodeSelector? Required { get; init; }
}
