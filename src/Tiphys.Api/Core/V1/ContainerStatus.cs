using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>What the kubelet last observed about one container of a pod.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStatus")]
public sealed partial record ContainerStatus
{
    /// <summary>Name of the container, the same as in the specification of the pod.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>State in which the container is at present.</summary>
    [ApiField("state", 2, OmitEmpty = true, Optional = true)]
    public partial ContainerState State { get; init; }

    /// <summary>State of the previous run, kept after a restart for diagnosis.</summary>
    [ApiField("lastState", 3, OmitEmpty = true, Optional = true)]
    public partial ContainerState LastTerminationState { get; init; }

    /// <summary>Whether the container passes its readiness check and counts as ready.</summary>
    [ApiField("ready", 4)]
    public partial bool Ready { get; init; }

    /// <summary>How often the container has been restarted, which clean-up of dead containers may undercount.</summary>
    [ApiField("restartCount", 5)]
    public partial int RestartCount { get; init; }

    /// <summary>Image the container runs, which may be written differently from the specification.</summary>
    [ApiField("image", 6)]
    public partial string Image { get; init; }

    /// <summary>Exact identifier or digest of the image the container runs.</summary>
    [ApiField("imageID", 7)]
    public partial string ImageID { get; init; }

    /// <summary>Identifier of the container in the runtime in the form type://id.</summary>
    [ApiField("containerID", 8, OmitEmpty = true, Optional = true)]
    public partial string ContainerID { get; init; }

    /// <summary>Whether the container has run its post-start hook and passed its startup check.</summary>
    [ApiField("started", 9, OmitEmpty = true, Optional = true)]
    public partial bool? Started { get; init; }

    /// <summary>Resources that the node has set aside for the container upon admission or resize.</summary>
    [ApiField("allocatedResources", 10, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> AllocatedResources { get; init; }

    /// <summary>Requests and limits that are in force on the running container.</summary>
    [ApiField("resources", 11, OmitEmpty = true, Optional = true)]
    public partial ResourceRequirements? Resources { get; init; }

    /// <summary>Volumes as they are really mounted in the container.</summary>
    [ApiField("volumeMounts", 12, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["mountPath"], PatchStrategy = "merge", PatchMergeKey = "mountPath")]
    public partial ApiList<VolumeMountStatus> VolumeMounts { get; init; }

    /// <summary>Process identity with which the container was initially started.</summary>
    [ApiField("user", 13, OmitEmpty = true, Optional = true)]
    public partial ContainerUser? User { get; init; }

    /// <summary>Health of devices and other special resources allocated to the container.</summary>
    [ApiField("allocatedResourcesStatus", 14, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<ResourceStatus> AllocatedResourcesStatus { get; init; }

    /// <summary>Signal that is effectively used to ask the container to stop.</summary>
    [ApiField("stopSignal", 15, OmitEmpty = true, Optional = true, Enum = typeof(Signal), TypeName = "v1.Signal")]
    public partial string? StopSignal { get; init; }
}
