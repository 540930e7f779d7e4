namespace Tiphys.Api.Core.V1;

/// <summary>A read-only volume made from an OCI image or artifact.</summary>
[ApiType("io.k8s.api.core.v1.ImageVolumeSource")]
public sealed partial record ImageVolumeSource
{
    /// <summary>Image or artifact to mount, written like a container image.</summary>
    [ApiField("reference", 1, OmitEmpty = true, Optional = true)]
    public partial string Reference { get; init; }

    /// <summary>When the artifact is pulled: Always, IfNotPresent or Never; the default depends on the tag.</summary>
    [ApiField("pullPolicy", 2, OmitEmpty = true, Optional = true, Enum = typeof(PullPolicy), TypeName = "v1.PullPolicy")]
    public partial string PullPolicy { get; init; }
}
