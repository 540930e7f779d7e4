namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Fibre Channel device, found either by target names with a LUN or by world wide identifiers.</summary>
[ApiType("io.k8s.api.core.v1.FCVolumeSource")]
public sealed partial record FCVolumeSource
{
    /// <summary>World wide names of the Fibre Channel targets, used together with the LUN number.</summary>
    [ApiField("targetWWNs", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> TargetWWNs { get; init; }

    /// <summary>Number of the logical unit on the Fibre Channel targets, from 0 to 255.</summary>
    [ApiField("lun", 2, OmitEmpty = true, Optional = true)]
    public partial int? Lun { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 3, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Mounts the device without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 4, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>World wide identifiers of the volume, given instead of target names and LUN.</summary>
    [ApiField("wwids", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> WWIDs { get; init; }
}
