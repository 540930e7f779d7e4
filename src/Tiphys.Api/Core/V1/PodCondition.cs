namespace Tiphys.Api.Core.V1;

/// <summary>One observed aspect of a pod's state, such as whether it has been scheduled.</summary>
[ApiType("io.k8s.api.core.v1.PodCondition")]
public sealed partial record PodCondition
{
    /// <summary>Which aspect is described, such as PodScheduled, Initialized, ContainersReady or Ready.</summary>
    [ApiField("type", 1, TypeName = "v1.PodConditionType")]
    public partial string Type { get; init; }

    /// <summary>Generation of the pod on which the condition was based when it was set.</summary>
    [ApiField("observedGeneration", 7, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

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
