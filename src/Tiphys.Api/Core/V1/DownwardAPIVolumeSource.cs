namespace Tiphys.Api.Core.V1;

/// <summary>A volume whose files hold facts about the pod itself.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeSource")]
public sealed partial record DownwardAPIVolumeSource
{
    /// <summary>Files to create and the facts that each one holds.</summary>
    [ApiField("items", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<DownwardAPIVolumeFile> Items { get; init; }

    /// <summary>Permission bits for created files from 0 to 0777; 0644 by default.</summary>
    [ApiField("defaultMode", 2, OmitEmpty = true, Optional = true)]
    public partial int? DefaultMode { get; init; }
}
