namespace Tiphys.Api.Core.V1;

/// <summary>Progress of an attempt to change the attributes class of a claim's volume.</summary>
[ApiType("io.k8s.api.core.v1.ModifyVolumeStatus")]
public sealed partial record ModifyVolumeStatus
{
    /// <summary>Name of the VolumeAttributesClass that the volume is currently being changed to.</summary>
    [ApiField("targetVolumeAttributesClassName", 1, OmitEmpty = true)]
    public partial string TargetVolumeAttributesClassName { get; init; }

    /// <summary>State of the change: Pending, InProgress, or Infeasible when the driver rejected the parameters.</summary>
    [ApiField("status", 2, Enum = typeof(PersistentVolumeClaimModifyVolumeStatus), TypeName = "v1.PersistentVolumeClaimModifyVolumeStatus")]
    public partial string Status { get; init; }
}
