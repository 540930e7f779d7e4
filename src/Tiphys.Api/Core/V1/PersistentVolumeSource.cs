namespace Tiphys.Api.Core.V1;

/// <summary>Identifies the backing storage of a PersistentVolume; exactly one member must be filled in.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeSource")]
public sealed partial record PersistentVolumeSource
{
    /// <summary>Backs the volume with a Google Compute Engine disk; deprecated and redirected to its CSI driver.</summary>
    [ApiField("gcePersistentDisk", 1, OmitEmpty = true, Optional = true)]
    public partial GCEPersistentDiskVolumeSource? GCEPersistentDisk { get; init; }

    /// <summary>Backs the volume with an Amazon EBS disk; deprecated and redirected to its CSI driver.</summary>
    [ApiField("awsElasticBlockStore", 2, OmitEmpty = true, Optional = true)]
    public partial AWSElasticBlockStoreVolumeSource? AWSElasticBlockStore { get; init; }

    /// <summary>Backs the volume with a node directory, suited only to single-node development and testing.</summary>
    [ApiField("hostPath", 3, OmitEmpty = true, Optional = true)]
    public partial HostPathVolumeSource? HostPath { get; init; }

    /// <summary>Backs the volume with a Gluster volume; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("glusterfs", 4, OmitEmpty = true, Optional = true)]
    public partial GlusterfsPersistentVolumeSource? Glusterfs { get; init; }

    /// <summary>Backs the volume with a directory exported by an NFS server.</summary>
    [ApiField("nfs", 5, OmitEmpty = true, Optional = true)]
    public partial NFSVolumeSource? NFS { get; init; }

    /// <summary>Backs the volume with a Ceph block image; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("rbd", 6, OmitEmpty = true, Optional = true)]
    public partial RBDPersistentVolumeSource? RBD { get; init; }

    /// <summary>Backs the volume with a logical unit reached over iSCSI.</summary>
    [ApiField("iscsi", 7, OmitEmpty = true, Optional = true)]
    public partial ISCSIPersistentVolumeSource? ISCSI { get; init; }

    /// <summary>Backs the volume with an OpenStack Cinder volume; deprecated and redirected to its CSI driver.</summary>
    [ApiField("cinder", 8, OmitEmpty = true, Optional = true)]
    public partial CinderPersistentVolumeSource? Cinder { get; init; }

    /// <summary>Backs the volume with a Ceph file system; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("cephfs", 9, OmitEmpty = true, Optional = true)]
    public partial CephFSPersistentVolumeSource? CephFS { get; init; }

    /// <summary>Backs the volume with a logical unit reached over Fibre Channel.</summary>
    [ApiField("fc", 10, OmitEmpty = true, Optional = true)]
    public partial FCVolumeSource? FC { get; init; }

    /// <summary>Backs the volume with a Flocker dataset; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("flocker", 11, OmitEmpty = true, Optional = true)]
    public partial FlockerVolumeSource? Flocker { get; init; }

    /// <summary>Backs the volume through a FlexVolume plugin executable on the node; deprecated in favour of CSI.</summary>
    [ApiField("flexVolume", 12, OmitEmpty = true, Optional = true)]
    public partial FlexPersistentVolumeSource? FlexVolume { get; init; }

    /// <summary>Backs the volume with an Azure Files share; deprecated and redirected to its CSI driver.</summary>
    [ApiField("azureFile", 13, OmitEmpty = true, Optional = true)]
    public partial AzureFilePersistentVolumeSource? AzureFile { get; init; }

    /// <summary>Backs the volume with a vSphere virtual disk; deprecated and redirected to its CSI driver.</summary>
    [ApiField("vsphereVolume", 14, OmitEmpty = true, Optional = true)]
    public partial VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    /// <summary>Backs the volume with a Quobyte volume; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("quobyte", 15, OmitEmpty = true, Optional = true)]
    public partial QuobyteVolumeSource? Quobyte { get; init; }

    /// <summary>Backs the volume with an Azure data disk; deprecated and redirected to its CSI driver.</summary>
    [ApiField("azureDisk", 16, OmitEmpty = true, Optional = true)]
    public partial AzureDiskVolumeSource? AzureDisk { get; init; }

    /// <summary>Backs the volume with a Photon Controller disk; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("photonPersistentDisk", 17, OmitEmpty = true)]
    public partial PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    /// <summary>Backs the volume with a Portworx volume; deprecated and redirected to its CSI driver.</summary>
    [ApiField("portworxVolume", 18, OmitEmpty = true, Optional = true)]
    public partial PortworxVolumeSource? PortworxVolume { get; init; }

    /// <summary>Backs the volume with a ScaleIO volume; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("scaleIO", 19, OmitEmpty = true, Optional = true)]
    public partial ScaleIOPersistentVolumeSource? ScaleIO { get; init; }

    /// <summary>Backs the volume with a disk, partition or directory of one node, which requires node affinity.</summary>
    [ApiField("local", 20, OmitEmpty = true, Optional = true)]
    public partial LocalVolumeSource? Local { get; init; }

    /// <summary>Backs the volume with a StorageOS volume; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("storageos", 21, OmitEmpty = true, Optional = true)]
    public partial StorageOSPersistentVolumeSource? StorageOS { get; init; }

    /// <summary>Backs the volume with storage that an external CSI driver manages.</summary>
    [ApiField("csi", 22, OmitEmpty = true, Optional = true)]
    public partial CSIPersistentVolumeSource? CSI { get; init; }
}
