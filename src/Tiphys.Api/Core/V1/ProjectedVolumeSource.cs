namespace Tiphys.Api.Core.V1;

/// <summary>Describes a volume that combines files from several sources in one directory.</summary>
[ApiType("io.k8s.api.core.v1.ProjectedVolumeSource")]
public sealed partial record ProjectedVolumeSource
{
    /// <summary>Sources to combine, each of which contributes files beneath the root of the volume.</summary>
    [ApiField("sources", 1, Optional = true)]
    public partial ApiList<VolumeProjection> Sources { get; init; }

    /// <summary>Permission bits, 0 to 0777 octal, for files without their own mode; defaults to 0644.</summary>
    [ApiField("defaultMode", 2, OmitEmpty = true, Optional = true)]
    public partial int? DefaultMode { get; init; }
}
