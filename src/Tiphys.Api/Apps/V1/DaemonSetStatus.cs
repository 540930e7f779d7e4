using Tiphys.Api.Schemas;

namespace Tiphys.Api.Apps.V1;

/// <summary>Observed state of a DaemonSet as written by its controller.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetStatus")]
public sealed partial record DaemonSetStatus
{
    /// <summary>Eligible nodes on which at least one daemon pod is already placed.</summary>
    [ApiField("currentNumberScheduled", 1)]
    public partial int CurrentNumberScheduled { get; init; }

    /// <summary>Nodes that host a daemon pod even though they are not supposed to.</summary>
    [ApiField("numberMisscheduled", 2)]
    public partial int NumberMisscheduled { get; init; }

    /// <summary>Nodes that ought to host the daemon pod, whether or not they already do.</summary>
    [ApiField("desiredNumberScheduled", 3)]
    public partial int DesiredNumberScheduled { get; init; }

    /// <summary>Eligible nodes whose daemon pod reports the Ready condition.</summary>
    [ApiField("numberReady", 4)]
    public partial int NumberReady { get; init; }

    /// <summary>The metadata generation that the controller had handled when it wrote this status.</summary>
    [ApiField("observedGeneration", 5, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Nodes whose daemon pod was made from the newest template.</summary>
    [ApiField("updatedNumberScheduled", 6, OmitEmpty = true, Optional = true)]
    public partial int UpdatedNumberScheduled { get; init; }

    /// <summary>Eligible nodes whose daemon pod has been ready for at least minReadySeconds.</summary>
    [ApiField("numberAvailable", 7, OmitEmpty = true, Optional = true)]
    public partial int NumberAvailable { get; init; }

    /// <summary>Eligible nodes with no daemon pod that counts as available.</summary>
    [ApiField("numberUnavailable", 8, OmitEmpty = true, Optional = true)]
    public partial int NumberUnavailable { get; init; }

    /// <summary>Counter of hash clashes that helps name the next ControllerRevision uniquely.</summary>
    [ApiField("collisionCount", 9, OmitEmpty = true, Optional = true)]
    public partial int? CollisionCount { get; init; }

    /// <summary>Latest findings about the DaemonSet, with one entry per condition type.</summary>
    [ApiField("conditions", 10, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<DaemonSetCondition> Conditions { get; init; }
}
