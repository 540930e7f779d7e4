namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>PodConditionType</c>.</summary>
public static class PodConditionType
{
    public const string ContainersReady = "ContainersReady";

    public const string Initialized = "Initialized";

    public const string Ready = "Ready";

    public const string PodScheduled = "PodScheduled";

    public const string DisruptionTarget = "DisruptionTarget";

    public const string PodReadyToStartContainers = "PodReadyToStartContainers";

    public const string PodResizePending = "PodResizePending";

    public const string PodResizeInProgress = "PodResizeInProgress";

    public const string AllContainersRestarting = "AllContainersRestarting";
}
