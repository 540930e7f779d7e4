using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Observed state of a replication controller.</summary>
[ApiType("io.k8s.api.core.v1.ReplicationControllerStatus")]
public sealed partial record ReplicationControllerStatus
{
    /// <summary>Latest observed count of pods owned by the controller.</summary>
    [ApiField("replicas", 1)]
    public partial int Replicas { get; init; }

    /// <summary>Count of pods whose labels include all labels of the template.</summary>
    [ApiField("fullyLabeledReplicas", 2, OmitEmpty = true, Optional = true)]
    public partial int FullyLabeledReplicas { get; init; }

    /// <summary>Count of owned pods whose Ready condition is true.</summary>
    [ApiField("readyReplicas", 4, OmitEmpty = true, Optional = true)]
    public partial int ReadyReplicas { get; init; }

    /// <summary>Count of owned pods that have been ready for at least minReadySeconds.</summary>
    [ApiField("availableReplicas", 5, OmitEmpty = true, Optional = true)]
    public partial int AvailableReplicas { get; init; }

    /// <summary>Controller generation this status was last computed from.</summary>
    [ApiField("observedGeneration", 3, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Latest conditions of the controller, for instance ReplicaFailure.</summary>
    [ApiField("conditions", 6, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<ReplicationControllerCondition> Conditions { get; init; }
}
