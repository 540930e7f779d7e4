namespace Tiphys.Api.Core.V1;

/// <summary>Kind-specific state of a mounted volume; at most one member is set.</summary>
[ApiType("io.k8s.api.core.v1.VolumeStatus")]
public sealed partial record VolumeStatus
{
    /// <summary>State of a volume whose content comes from an OCI image.</summary>
    [ApiField("image", 1, OmitEmpty = true, Optional = true)]
    public partial ImageVolumeStatus? Image { get; init; }
}
