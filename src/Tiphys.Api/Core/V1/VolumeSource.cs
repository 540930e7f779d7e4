namespace Tiphys.Api.Core.V1;

/// <summary>Says where the content of a pod volume comes from; exactly one member must be filled in.</summary>
[ApiType("io.k8s.api.core.v1.VolumeSource")]
public sealed partial record VolumeSource
{
    /// <summary>Exposes a file or directory of the node itself, which gives the pod sensitive access to the host.</summary>
    [ApiField("hostPath", 1, OmitEmpty = true, Optional = true)]
    public partial HostPathVolumeSource? HostPath { get; init; }

    /// <summary>Scratch space that starts out empty and is deleted together with the pod.</summary>
    [ApiField("emptyDir", 2, OmitEmpty = true, Optional = true)]
    public partial EmptyDirVolumeSource? EmptyDir { get; init; }

    /// <summary>Google Compute Engine disk attached to the node; deprecated and served through its CSI driver instead.</summary>
    [ApiField("gcePersistentDisk", 3, OmitEmpty = true, Optional = true)]
    public partial GCEPersistentDiskVolumeSource? GCEPersistentDisk { get; init; }

    /// <summary>Amazon EBS disk attached to the node; deprecated and served through its CSI driver instead.</summary>
    [ApiField("awsElasticBlockStore", 4, OmitEmpty = true, Optional = true)]
    public partial AWSElasticBlockStoreVolumeSource? AWSElasticBlockStore { get; init; }

    /// <summary>Directory populated by cloning a git repository; deprecated and off by default, use an init container instead.</summary>
    [ApiField("gitRepo", 5, OmitEmpty = true, Optional = true)]
    public partial GitRepoVolumeSource? GitRepo { get; init; }

    /// <summary>Presents the keys of a Secret from the pod's namespace as files.</summary>
    [ApiField("secret", 6, OmitEmpty = true, Optional = true)]
    public partial SecretVolumeSource? Secret { get; init; }

    /// <summary>Mounts a directory that an NFS server exports, keeping its data after the pod is gone.</summary>
    [ApiField("nfs", 7, OmitEmpty = true, Optional = true)]
    public partial NFSVolumeSource? NFS { get; init; }

    /// <summary>Attaches a block device offered by an iSCSI target to the node running the pod.</summary>
    [ApiField("iscsi", 8, OmitEmpty = true, Optional = true)]
    public partial ISCSIVolumeSource? ISCSI { get; init; }

    /// <summary>Mounts a Gluster volume; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("glusterfs", 9, OmitEmpty = true, Optional = true)]
    public partial GlusterfsVolumeSource? Glusterfs { get; init; }

    /// <summary>Uses the storage bound to a PersistentVolumeClaim that lives in the pod's own namespace.</summary>
    [ApiField("persistentVolumeClaim", 10, OmitEmpty = true, Optional = true)]
    public partial PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    /// <summary>Maps a Ceph RADOS block device image; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("rbd", 11, OmitEmpty = true, Optional = true)]
    public partial RBDVolumeSource? RBD { get; init; }

    /// <summary>Volume handled by an executable FlexVolume plugin installed on the node; deprecated in favour of CSI.</summary>
    [ApiField("flexVolume", 12, OmitEmpty = true, Optional = true)]
    public partial FlexVolumeSource? FlexVolume { get; init; }

    /// <summary>OpenStack Cinder block volume attached to the node; deprecated and served through its CSI driver instead.</summary>
    [ApiField("cinder", 13, OmitEmpty = true, Optional = true)]
    public partial CinderVolumeSource? Cinder { get; init; }

    /// <summary>Mounts a Ceph file system; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("cephfs", 14, OmitEmpty = true, Optional = true)]
    public partial CephFSVolumeSource? CephFS { get; init; }

    /// <summary>Volume managed by a Flocker control service; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("flocker", 15, OmitEmpty = true, Optional = true)]
    public partial FlockerVolumeSource? Flocker { get; init; }

    /// <summary>Presents selected facts about the pod itself, such as its labels, as files.</summary>
    [ApiField("downwardAPI", 16, OmitEmpty = true, Optional = true)]
    public partial DownwardAPIVolumeSource? DownwardAPI { get; init; }

    /// <summary>Attaches a Fibre Channel logical unit to the node and makes it available to the pod.</summary>
    [ApiField("fc", 17, OmitEmpty = true, Optional = true)]
    public partial FCVolumeSource? FC { get; init; }

    /// <summary>Mounts an SMB share of Azure Files; deprecated and served through its CSI driver instead.</summary>
    [ApiField("azureFile", 18, OmitEmpty = true, Optional = true)]
    public partial AzureFileVolumeSource? AzureFile { get; init; }

    /// <summary>Presents the entries of a ConfigMap from the pod's namespace as files.</summary>
    [ApiField("configMap", 19, OmitEmpty = true, Optional = true)]
    public partial ConfigMapVolumeSource? ConfigMap { get; init; }

    /// <summary>Virtual disk of a vSphere datastore; deprecated and served through its CSI driver instead.</summary>
    [ApiField("vsphereVolume", 20, OmitEmpty = true, Optional = true)]
    public partial VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    /// <summary>Mounts a Quobyte volume; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("quobyte", 21, OmitEmpty = true, Optional = true)]
    public partial QuobyteVolumeSource? Quobyte { get; init; }

    /// <summary>Azure managed or blob data disk; deprecated and served through its CSI driver instead.</summary>
    [ApiField("azureDisk", 22, OmitEmpty = true, Optional = true)]
    public partial AzureDiskVolumeSource? AzureDisk { get; init; }

    /// <summary>Disk of a VMware Photon Controller; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("photonPersistentDisk", 23, OmitEmpty = true)]
    public partial PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    /// <summary>Merges several sources, such as secrets, config maps and tokens, into a single directory tree.</summary>
    [ApiField("projected", 26, OmitEmpty = true)]
    public partial ProjectedVolumeSource? Projected { get; init; }

    /// <summary>Portworx volume attached to the node; deprecated and served through its CSI driver instead.</summary>
    [ApiField("portworxVolume", 24, OmitEmpty = true, Optional = true)]
    public partial PortworxVolumeSource? PortworxVolume { get; init; }

    /// <summary>Volume of a Dell EMC ScaleIO system; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("scaleIO", 25, OmitEmpty = true, Optional = true)]
    public partial ScaleIOVolumeSource? ScaleIO { get; init; }

    /// <summary>Volume of a StorageOS cluster; deprecated, and the in-tree implementation no longer exists.</summary>
    [ApiField("storageos", 27, OmitEmpty = true, Optional = true)]
    public partial StorageOSVolumeSource? StorageOS { get; init; }

    /// <summary>Inline volume that a CSI driver creates for this pod and removes with it.</summary>
    [ApiField("csi", 28, OmitEmpty = true, Optional = true)]
    public partial CSIVolumeSource? CSI { get; init; }

    /// <summary>Provisions a fresh claim from a template for this pod and deletes it when the pod goes away.</summary>
    [ApiField("ephemeral", 29, OmitEmpty = true, Optional = true)]
    public partial EphemeralVolumeSource? Ephemeral { get; init; }

    /// <summary>Mounts the content of an OCI image or artifact, pulled on the node, as a read-only tree.</summary>
    [ApiField("image", 30, OmitEmpty = true, Optional = true)]
    public partial ImageVolumeSource? Image { get; init; }
}
