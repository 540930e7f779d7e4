namespace Tiphys.Api.Core.V1;

/// <summary>State of a volume whose content is an OCI image or artifact.</summary>
[ApiType("io.k8s.api.core.v1.ImageVolumeStatus")]
public sealed partial record ImageVolumeStatus
{
    /// <summary>Reference with digest of the image that was really mounted.</summary>
    [ApiField("imageRef", 1, OmitEmpty = true, Required = true)]
    public partial string ImageRef { get; init; }
}
