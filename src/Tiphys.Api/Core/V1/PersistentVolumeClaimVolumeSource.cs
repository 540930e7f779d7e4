namespace Tiphys.Api.Core.V1;

/// <summary>Points a pod volume at a PersistentVolumeClaim in the namespace of that pod.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource")]
public sealed partial record PersistentVolumeClaimVolumeSource
{
    /// <summary>Name of the PersistentVolumeClaim to use, which must exist in the pod's namespace.</summary>
    [ApiField("claimName", 1)]
    public partial string ClaimName { get; init; }

    /// <summary>Forces every mount of this volume to be read-only; defaults to false.</summary>
    [ApiField("readOnly", 2, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}
