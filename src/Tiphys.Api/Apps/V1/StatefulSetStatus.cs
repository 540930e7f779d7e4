using Tiphys.Api.Schemas;

namespace Tiphys.Api.Apps.V1;

/// <summary>Observed state of a StatefulSet as written by its controller.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSetStatus")]
public sealed partial record StatefulSetStatus
{
    /// <summary>The metadata generation of the spec that the controller had processed when writing this status.</summary>
    [ApiField("observedGeneration", 1, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Total pods the controller has created for this set.</summary>
    [ApiField("replicas", 2)]
    public partial int Replicas { get; init; }

    /// <summary>Number of the set's pods that currently report the Ready condition.</summary>
    [ApiField("readyReplicas", 3, OmitEmpty = true)]
    public partial int ReadyReplicas { get; init; }

    /// <summary>Number of pods still built from the revision named by currentRevision.</summary>
    [ApiField("currentReplicas", 4, OmitEmpty = true)]
    public partial int CurrentReplicas { get; init; }

    /// <summary>Number of pods already built from the revision named by updateRevision.</summary>
    [ApiField("updatedReplicas", 5, OmitEmpty = true)]
    public partial int UpdatedReplicas { get; init; }

    /// <summary>Name of the ControllerRevision that pods not yet updated were created from.</summary>
    [ApiField("currentRevision", 6, OmitEmpty = true)]
    public partial string CurrentRevision { get; init; }

    /// <summary>Name of the ControllerRevision that the ongoing or latest rollout moves pods to.</summary>
    [ApiField("updateRevision", 7, OmitEmpty = true)]
    public partial string UpdateRevision { get; init; }

    /// <summary>Counter of hash clashes, used by the controller to derive a fresh name for the next revision.</summary>
    [ApiField("collisionCount", 9, OmitEmpty = true, Optional = true)]
    public partial int? CollisionCount { get; init; }

    /// <summary>Latest observations about the set, at most one entry for each condition type.</summary>
    [ApiField("conditions", 10, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<StatefulSetCondition> Conditions { get; init; }

    /// <summary>Number of pods that have been ready for at least minReadySeconds.</summary>
    [ApiField("availableReplicas", 11, Optional = true)]
    public partial int AvailableReplicas { get; init; }
}
