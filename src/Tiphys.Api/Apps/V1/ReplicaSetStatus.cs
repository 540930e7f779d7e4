using Tiphys.Api.Schemas;

namespace Tiphys.Api.Apps.V1;

/// <summary>Observed state of a ReplicaSet as written by its controller.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetStatus")]
public sealed partial record ReplicaSetStatus
{
    /// <summary>Owned pods that exist and are not being terminated.</summary>
    [ApiField("replicas", 1)]
    public partial int Replicas { get; init; }

    /// <summary>Live pods that carry every label found in the pod template.</summary>
    [ApiField("fullyLabeledReplicas", 2, OmitEmpty = true, Optional = true)]
    public partial int FullyLabeledReplicas { get; init; }

    /// <summary>Live pods whose Ready condition is true.</summary>
    [ApiField("readyReplicas", 4, OmitEmpty = true, Optional = true)]
    public partial int ReadyReplicas { get; init; }

    /// <summary>Live pods that have remained ready for minReadySeconds or longer.</summary>
    [ApiField("availableReplicas", 5, OmitEmpty = true, Optional = true)]
    public partial int AvailableReplicas { get; init; }

    /// <summary>Owned pods that are marked for deletion but have not yet reached a final phase.</summary>
    [ApiField("terminatingReplicas", 7, OmitEmpty = true, Optional = true)]
    public partial int? TerminatingReplicas { get; init; }

    /// <summary>The metadata generation that the controller had seen when it computed these counts.</summary>
    [ApiField("observedGeneration", 3, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Latest findings about the ReplicaSet, with one entry per condition type.</summary>
    [ApiField("conditions", 6, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<ReplicaSetCondition> Conditions { get; init; }
}
