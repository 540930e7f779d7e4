namespace Tiphys.Api.Core.V1;

/// <summary>One observed aspect of a claim's state, for instance that a resize is under way.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimCondition")]
public sealed partial record PersistentVolumeClaimCondition
{
    /// <summary>Which aspect is described, such as Resizing, FileSystemResizePending or ModifyingVolume.</summary>
    [ApiField("type", 1, TypeName = "v1.PersistentVolumeClaimConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition currently holds, given as True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Time at which the condition was most recently checked.</summary>
    [ApiField("lastProbeTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastProbeTime { get; init; }

    /// <summary>Time at which the condition last changed from one status to another.</summary>
    [ApiField("lastTransitionTime", 4, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase word, readable by machines, for the cause of the latest transition.</summary>
    [ApiField("reason", 5, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for humans with further detail about the latest transition.</summary>
    [ApiField("message", 6, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
