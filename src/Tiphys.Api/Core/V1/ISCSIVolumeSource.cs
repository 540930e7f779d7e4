namespace Tiphys.Api.Core.V1;

/// <summary>Describes an iSCSI logical unit that is attached to the node and mounted into a pod.</summary>
[ApiType("io.k8s.api.core.v1.ISCSIVolumeSource")]
public sealed partial record ISCSIVolumeSource
{
    /// <summary>Address of the iSCSI target as IP or IP:port; port 3260 is assumed when omitted.</summary>
    [ApiField("targetPortal", 1)]
    public partial string TargetPortal { get; init; }

    /// <summary>Qualified name that identifies the iSCSI target.</summary>
    [ApiField("iqn", 2)]
    public partial string IQN { get; init; }

    /// <summary>Number of the logical unit on the iSCSI target.</summary>
    [ApiField("lun", 3)]
    public partial int Lun { get; init; }

    /// <summary>Initiator interface to use for the session; the default transport is tcp.</summary>
    [ApiField("iscsiInterface", 4, OmitEmpty = true, Optional = true, Default = "\"default\"")]
    public partial string ISCSIInterface { get; init; }

    /// <summary>File system to mount, for example ext4 or xfs; ext4 is assumed if it is empty.</summary>
    [ApiField("fsType", 5, OmitEmpty = true, Optional = true)]
    public partial string FSType { get; init; }

    /// <summary>Mounts the device without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 6, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>Further portal addresses of the target, used for multipath access.</summary>
    [ApiField("portals", 7, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Portals { get; init; }

    /// <summary>Turns on CHAP authentication for the discovery phase of iSCSI.</summary>
    [ApiField("chapAuthDiscovery", 8, OmitEmpty = true, Optional = true)]
    public partial bool DiscoveryCHAPAuth { get; init; }

    /// <summary>Turns on CHAP authentication for the iSCSI session itself.</summary>
    [ApiField("chapAuthSession", 11, OmitEmpty = true, Optional = true)]
    public partial bool SessionCHAPAuth { get; init; }

    /// <summary>Secret in the pod's namespace with the CHAP credentials for the target and initiator.</summary>
    [ApiField("secretRef", 10, OmitEmpty = true, Optional = true)]
    public partial LocalObjectReference? SecretRef { get; init; }

    /// <summary>Custom initiator name, which creates a dedicated interface for this portal and volume.</summary>
    [ApiField("initiatorName", 12, OmitEmpty = true, Optional = true)]
    public partial string? InitiatorName { get; init; }
}
