using Tiphys.Api.Schemas;

namespace Tiphys.Api.Apps.V1;

/// <summary>Observed state of a Deployment as written by its controller.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentStatus")]
public sealed partial record DeploymentStatus
{
    /// <summary>The metadata generation the controller had acted upon when it wrote this status.</summary>
    [ApiField("observedGeneration", 1, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Pods belonging to the Deployment that are not being terminated, over all its ReplicaSets.</summary>
    [ApiField("replicas", 2, OmitEmpty = true, Optional = true)]
    public partial int Replicas { get; init; }

    /// <summary>Live pods that already match the present template.</summary>
    [ApiField("updatedReplicas", 3, OmitEmpty = true, Optional = true)]
    public partial int UpdatedReplicas { get; init; }

    /// <summary>Live pods whose Ready condition is true.</summary>
    [ApiField("readyReplicas", 7, OmitEmpty = true, Optional = true)]
    public partial int ReadyReplicas { get; init; }

    /// <summary>Live pods that have stayed ready for minReadySeconds or longer.</summary>
    [ApiField("availableReplicas", 4, OmitEmpty = true, Optional = true)]
    public partial int AvailableReplicas { get; init; }

    /// <summary>Pods still lacking before the Deployment reaches full availability, whether not yet ready or not yet created.</summary>
    [ApiField("unavailableReplicas", 5, OmitEmpty = true, Optional = true)]
    public partial int UnavailableReplicas { get; init; }

    /// <summary>Pods of the Deployment that are marked for deletion but have not finished shutting down.</summary>
    [ApiField("terminatingReplicas", 9, OmitEmpty = true, Optional = true)]
    public partial int? TerminatingReplicas { get; init; }

    /// <summary>Current findings such as Available, Progressing and ReplicaFailure, one entry per type.</summary>
    [ApiField("conditions", 6, OmitEmpty = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<DeploymentCondition> Conditions { get; init; }

    /// <summary>Counter of template hash clashes that feeds into the name of the next ReplicaSet.</summary>
    [ApiField("collisionCount", 8, OmitEmpty = true, Optional = true)]
    public partial int? CollisionCount { get; init; }
}
