using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Defaults of persistent volumes (pkg/apis/core/v1/defaults.go and the defaults declared with the types).</summary>
internal static class PersistentVolumeDefaults
{
    public static PersistentVolumeSpec Apply(PersistentVolumeSpec spec) => spec with
    {
        Capacity = spec.Capacity.ToMilliScale(),
        PersistentVolumeReclaimPolicy = spec.PersistentVolumeReclaimPolicy.Or(PersistentVolumeReclaimPolicy.Retain),
        VolumeMode = spec.VolumeMode ?? PersistentVolumeMode.Filesystem,
        PersistentVolumeSource = Source(spec.PersistentVolumeSource),
    };

    /// <summary>Defaults of a volume that an attachment names whole.</summary>
    public static PersistentVolumeSpec Inline(PersistentVolumeSpec spec) => spec with
    {
        Capacity = spec.Capacity.ToMilliScale(),
        PersistentVolumeSource = Source(spec.PersistentVolumeSource),
    };

    /// <summary>The status with the moment at which its phase changed, when it did.</summary>
    public static PersistentVolumeStatus Dated(PersistentVolumeStatus status, PersistentVolumeStatus old, TimeProvider clock)
    {
        if (status.Phase == old.Phase)
        {
            return status.LastPhaseTransitionTime is null ? status with { LastPhaseTransitionTime = old.LastPhaseTransitionTime } : status;
        }

        var isStale = status.LastPhaseTransitionTime is null || status.LastPhaseTransitionTime == old.LastPhaseTransitionTime;
        return isStale ? status with { LastPhaseTransitionTime = new Time(clock.GetUtcNow()) } : status;
    }

    private static PersistentVolumeSource Source(PersistentVolumeSource source) => source with
    {
        HostPath = source.HostPath is { Type: null } hostPath ? hostPath with { Type = "" } : source.HostPath,
        AzureDisk = VolumeDefaults.AzureDisk(source.AzureDisk),
        ISCSI = source.ISCSI is { ISCSIInterface: "" } iscsi ? iscsi with { ISCSIInterface = "default" } : source.ISCSI,
        RBD = source.RBD is not { } rbd ? null : rbd with
        {
            RBDPool = rbd.RBDPool.Or("rbd"),
            RadosUser = rbd.RadosUser.Or("admin"),
            Keyring = rbd.Keyring.Or("/etc/ceph/keyring"),
        },
        ScaleIO = source.ScaleIO is not { } scale ? null : scale with { StorageMode = scale.StorageMode.Or("ThinProvisioned"), FSType = scale.FSType.Or("xfs") },
    };
}
