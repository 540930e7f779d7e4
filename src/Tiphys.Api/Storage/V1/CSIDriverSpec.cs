using Tiphys.Api.Schemas;

namespace Tiphys.Api.Storage.V1;

/// <summary>Declares the features and needs of a CSI driver.</summary>
[ApiType("io.k8s.api.storage.v1.CSIDriverSpec")]
public sealed partial record CSIDriverSpec
{
    /// <summary>Whether volumes of the driver need an attach step before mounting; defaults to true and is immutable.</summary>
    [ApiField("attachRequired", 1, OmitEmpty = true, Optional = true)]
    public partial bool? AttachRequired { get; init; }

    /// <summary>Whether the kubelet passes pod name, namespace, UID and service account on mount; defaults to false.</summary>
    [ApiField("podInfoOnMount", 2, OmitEmpty = true, Optional = true)]
    public partial bool? PodInfoOnMount { get; init; }

    /// <summary>Kinds of volume the driver supports: Persistent, the default, and Ephemeral for inline volumes.</summary>
    [ApiField("volumeLifecycleModes", 3, OmitEmpty = true, Optional = true, ListType = ListType.Set, TypeName = "[]v1.VolumeLifecycleMode")]
    public partial ApiList<string> VolumeLifecycleModes { get; init; }

    /// <summary>Whether the scheduler should consult published capacity objects before placing pods; defaults to false.</summary>
    [ApiField("storageCapacity", 4, OmitEmpty = true, Optional = true)]
    public partial bool? StorageCapacity { get; init; }

    /// <summary>When volume ownership follows the pod fsGroup: ReadWriteOnceWithFSType, the default, File or None.</summary>
    [ApiField("fsGroupPolicy", 5, OmitEmpty = true, Optional = true, TypeName = "v1.FSGroupPolicy")]
    public partial string? FSGroupPolicy { get; init; }

    /// <summary>Service account tokens of the pod that the kubelet passes to the driver, with one entry per audience.</summary>
    [ApiField("tokenRequests", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<TokenRequest> TokenRequests { get; init; }

    /// <summary>Whether the kubelet calls NodePublishVolume periodically to refresh mounted content; defaults to false.</summary>
    [ApiField("requiresRepublish", 7, OmitEmpty = true, Optional = true)]
    public partial bool? RequiresRepublish { get; init; }

    /// <summary>Whether the driver supports mounting volumes with an SELinux context option; defaults to false.</summary>
    [ApiField("seLinuxMount", 8, OmitEmpty = true, Optional = true)]
    public partial bool? SELinuxMount { get; init; }

    /// <summary>Interval in seconds between refreshes of the node volume limit, at least 10; unset disables them.</summary>
    [ApiField("nodeAllocatableUpdatePeriodSeconds", 9, OmitEmpty = true, Optional = true)]
    public partial long? NodeAllocatableUpdatePeriodSeconds { get; init; }

    /// <summary>Whether tokens travel in the secrets part of the driver request instead of the volume context; defaults to false.</summary>
    [ApiField("serviceAccountTokenInSecrets", 10, OmitEmpty = true, Optional = true)]
    public partial bool? ServiceAccountTokenInSecrets { get; init; }

    /// <summary>Whether the scheduler avoids nodes lacking this driver for pods that use its volumes; defaults to false.</summary>
    [ApiField("preventPodSchedulingIfMissing", 11, OmitEmpty = true, Optional = true)]
    public partial bool? PreventPodSchedulingIfMissing { get; init; }
}
