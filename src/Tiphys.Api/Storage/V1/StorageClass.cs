using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Storage.V1;

/// <summary>Describes a kind of storage from which volumes can be provisioned dynamically; cluster scoped.</summary>
[ApiType("io.k8s.api.storage.v1.StorageClass", Group = "storage.k8s.io", Version = "v1", Kind = "StorageClass")]
[ApiResource(
    "storageclasses",
    Singular = "storageclass",
    ShortNames = ["sc"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "K+m6uJwbjGY=")]
public sealed partial record StorageClass
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Name of the driver or plugin that creates volumes of this class.</summary>
    [ApiField("provisioner", 2)]
    public partial string Provisioner { get; init; }

    /// <summary>Driver-specific settings handed to the provisioner when it creates a volume.</summary>
    [ApiField("parameters", 3, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> Parameters { get; init; }

    /// <summary>What happens to provisioned volumes once released: Delete, the default, or Retain.</summary>
    [ApiField("reclaimPolicy", 4, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeReclaimPolicy), TypeName = "v1.PersistentVolumeReclaimPolicy")]
    public partial string? ReclaimPolicy { get; init; }

    /// <summary>Mount options set on provisioned volumes; they are not validated and a bad one makes mounting fail.</summary>
    [ApiField("mountOptions", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> MountOptions { get; init; }

    /// <summary>Whether claims of this class may be enlarged after creation; unset means they may not.</summary>
    [ApiField("allowVolumeExpansion", 6, OmitEmpty = true, Optional = true)]
    public partial bool? AllowVolumeExpansion { get; init; }

    /// <summary>When claims are provisioned and bound: Immediate, the default, or WaitForFirstConsumer.</summary>
    [ApiField("volumeBindingMode", 7, OmitEmpty = true, Optional = true, Enum = typeof(VolumeBindingMode), TypeName = "v1.VolumeBindingMode")]
    public partial string? VolumeBindingMode { get; init; }

    /// <summary>Node topologies in which volumes may be provisioned; an empty list imposes no restriction.</summary>
    [ApiField("allowedTopologies", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<TopologySelectorTerm> AllowedTopologies { get; init; }
}
