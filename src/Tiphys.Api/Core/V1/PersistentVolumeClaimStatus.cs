using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Current condition of a claim and the real properties of the volume behind it.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimStatus")]
public sealed partial record PersistentVolumeClaimStatus
{
    /// <summary>Stage in the claim's life: Pending, Bound, or Lost when its volume has disappeared.</summary>
    [ApiField("phase", 1, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeClaimPhase), TypeName = "v1.PersistentVolumeClaimPhase")]
    public partial string Phase { get; init; }

    /// <summary>Access modes that the bound volume really offers, which may exceed those requested.</summary>
    [ApiField("accessModes", 2, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumeAccessMode), TypeName = "[]v1.PersistentVolumeAccessMode")]
    public partial ApiList<string> AccessModes { get; init; }

    /// <summary>Real amount of storage that the bound volume provides.</summary>
    [ApiField("capacity", 3, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Capacity { get; init; }

    /// <summary>Currently observed conditions, keyed by type, such as those reported during a resize.</summary>
    [ApiField("conditions", 4, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<PersistentVolumeClaimCondition> Conditions { get; init; }

    /// <summary>Storage reserved for the claim, which may exceed the present capacity while an expansion is in progress.</summary>
    [ApiField("allocatedResources", 5, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> AllocatedResources { get; init; }

    /// <summary>Per-resource state of an ongoing resize, such as ControllerResizeInProgress or NodeResizePending.</summary>
    [ApiField("allocatedResourceStatuses", 7, OmitEmpty = true, Optional = true, TypeName = "map[v1.ResourceName]v1.ClaimResourceStatus", Enum = typeof(ClaimResourceStatus))]
    public partial ApiMap<string> AllocatedResourceStatuses { get; init; }

    /// <summary>VolumeAttributesClass in effect on the volume now; unset means that none has been applied.</summary>
    [ApiField("currentVolumeAttributesClassName", 8, OmitEmpty = true, Optional = true)]
    public partial string? CurrentVolumeAttributesClassName { get; init; }

    /// <summary>Describes the running change of attributes class; absent when no change is being attempted.</summary>
    [ApiField("modifyVolumeStatus", 9, OmitEmpty = true, Optional = true)]
    public partial ModifyVolumeStatus? ModifyVolumeStatus { get; init; }
}
