using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>The most recently observed state of a pod, which may lag behind reality.</summary>
[ApiType("io.k8s.api.core.v1.PodStatus")]
public sealed partial record PodStatus
{
    /// <summary>Pod generation that this status was computed from.</summary>
    [ApiField("observedGeneration", 17, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Coarse lifecycle stage: Pending, Running, Succeeded, Failed or Unknown.</summary>
    [ApiField("phase", 1, OmitEmpty = true, Optional = true, Enum = typeof(PodPhase), TypeName = "v1.PodPhase")]
    public partial string Phase { get; init; }

    /// <summary>Detailed checkpoints of the pod, such as PodScheduled, Initialized and Ready.</summary>
    [ApiField("conditions", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<PodCondition> Conditions { get; init; }

    /// <summary>Text for people that explains why the pod is in its present state.</summary>
    [ApiField("message", 3, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Short CamelCase code for the present state, for example Evicted.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Node on which room is being made for this pod, without a guarantee it lands there.</summary>
    [ApiField("nominatedNodeName", 11, OmitEmpty = true, Optional = true)]
    public partial string NominatedNodeName { get; init; }

    /// <summary>Primary address of the node the pod is bound to, empty while the pod has no node.</summary>
    [ApiField("hostIP", 5, OmitEmpty = true, Optional = true)]
    public partial string HostIP { get; init; }

    /// <summary>All addresses of the node, at most one per IP family, starting with hostIP.</summary>
    [ApiField("hostIPs", 16, OmitEmpty = true, Optional = true, PatchStrategy = "merge", PatchMergeKey = "ip")]
    public partial ApiList<HostIP> HostIPs { get; init; }

    /// <summary>Primary address of the pod inside the cluster, empty until assigned.</summary>
    [ApiField("podIP", 6, OmitEmpty = true, Optional = true)]
    public partial string PodIP { get; init; }

    /// <summary>All pod addresses, at most one per IP family, starting with podIP.</summary>
    [ApiField("podIPs", 12, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["ip"], PatchStrategy = "merge", PatchMergeKey = "ip")]
    public partial ApiList<PodIP> PodIPs { get; init; }

    /// <summary>Moment the kubelet accepted the pod, before any image was pulled.</summary>
    [ApiField("startTime", 7, OmitEmpty = true, Optional = true)]
    public partial Time? StartTime { get; init; }

    /// <summary>State of each init container, in the order of the pod spec.</summary>
    [ApiField("initContainerStatuses", 10, OmitEmpty = true)]
    public partial ApiList<ContainerStatus> InitContainerStatuses { get; init; }

    /// <summary>State of each regular container of the pod.</summary>
    [ApiField("containerStatuses", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<ContainerStatus> ContainerStatuses { get; init; }

    /// <summary>Quality of service class derived from resources: Guaranteed, Burstable or BestEffort.</summary>
    [ApiField("qosClass", 9, OmitEmpty = true, Optional = true, Enum = typeof(PodQOSClass), TypeName = "v1.PodQOSClass")]
    public partial string QOSClass { get; init; }

    /// <summary>State of each ephemeral container that was added to the pod.</summary>
    [ApiField("ephemeralContainerStatuses", 13, OmitEmpty = true, Optional = true)]
    public partial ApiList<ContainerStatus> EphemeralContainerStatuses { get; init; }

    /// <summary>Deprecated progress of an in-place resource resize, now reported through pod conditions.</summary>
    [ApiField("resize", 14, OmitEmpty = true, Optional = true, TypeName = "v1.PodResizeStatus")]
    public partial string Resize { get; init; }

    /// <summary>Which generated claim belongs to each claim entry of the pod spec.</summary>
    [ApiField("resourceClaimStatuses", 15, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge,retainKeys", PatchMergeKey = "name")]
    public partial ApiList<PodResourceClaimStatus> ResourceClaimStatuses { get; init; }

    /// <summary>Claim created to back extended resources of the pod through dynamic allocation.</summary>
    [ApiField("extendedResourceClaimStatus", 18, OmitEmpty = true, Optional = true)]
    public partial PodExtendedResourceClaimStatus? ExtendedResourceClaimStatus { get; init; }

    /// <summary>Total requests the node has set aside for the pod when pod-level resources are used.</summary>
    [ApiField("allocatedResources", 19, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> AllocatedResources { get; init; }

    /// <summary>Pod-level requests and limits that are actually in force on the node.</summary>
    [ApiField("resources", 20, OmitEmpty = true, Optional = true)]
    public partial ResourceRequirements? Resources { get; init; }

    /// <summary>Node resources such as CPU and memory that the pod obtains through its resource claims.</summary>
    [ApiField("nodeAllocatableResourceClaimStatuses", 21, OmitEmpty = true, Optional = true)]
    public partial ApiList<NodeAllocatableResourceClaimStatus> NodeAllocatableResourceClaimStatuses { get; init; }
}
