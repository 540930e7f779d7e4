using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Nodes;

/// <summary>Computes a Node and its status (upstream: pkg/kubelet/nodestatus and kubelet_node_status.go). Pure functions.</summary>
internal static class NodeStatuses
{
    private const int MaximumImages = 50;

    private static readonly string[] Owned =
        [NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PIDPressure, NodeConditionType.Ready];

    /// <summary>The labels that a node is registered with.</summary>
    public static ApiMap<string> Labels(KubeletOptions options)
    {
        var labels = new Dictionary<string, string>(options.Labels)
        {
            ["kubernetes.io/hostname"] = options.HostName,
            ["kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = NodeResources.Architecture,
            ["beta.kubernetes.io/os"] = "linux",
            ["beta.kubernetes.io/arch"] = NodeResources.Architecture,
        };
        return labels.ToApiMap();
    }

    public static NodeStatus Build(
        NodeStatus before, KubeletOptions options, NodeResources resources, NodeSystemInfo info, NodePressure pressure, IReadOnlyList<Cri.ImageInfo> images, DateTimeOffset now) =>
        before with
        {
            Addresses =
            [
                NodeAddress.Empty with { Type = NodeAddressType.InternalIP, Address = options.NodeIP },
                NodeAddress.Empty with { Type = NodeAddressType.Hostname, Address = options.HostName },
            ],
            Capacity = resources.Capacity.ToApiMap(),
            Allocatable = resources.Allocatable.ToApiMap(),
            NodeInfo = info,
            DaemonEndpoints = NodeDaemonEndpoints.Empty with { KubeletEndpoint = DaemonEndpoint.Empty with { Port = options.ServerPort } },
            Images = Images(images),
            Conditions = Conditions(before.Conditions, pressure, now),
            RuntimeHandlers = [NodeRuntimeHandler.Empty with { Features = NodeRuntimeHandlerFeatures.Empty with { RecursiveReadOnlyMounts = true, UserNamespaces = false } }],
            Features = NodeFeatures.Empty with { SupplementalGroupsPolicy = true },
            DeclaredFeatures = ["InPlacePodLevelResourcesVerticalScaling", "RestartAllContainersOnContainerExits"],
        };

    /// <summary>Whether two statuses say the same, but for when that was.</summary>
    public static bool SaySame(NodeStatus one, NodeStatus other) => Undated(one) == Undated(other);

    /// <summary>What events say of conditions that have changed, by upstream's reasons.</summary>
    public static IEnumerable<string> Events(NodeStatus before, NodeStatus after)
    {
        foreach (var condition in after.Conditions)
        {
            if (before.Conditions.FirstOrDefault(each => each.Type == condition.Type)?.Status != condition.Status
                && EventOf(condition.Type, condition.Status == ConditionStatus.True) is { } reason)
            {
                yield return reason;
            }
        }
    }

    private static string? EventOf(string type, bool isTrue) => type switch
    {
        NodeConditionType.MemoryPressure => isTrue ? "NodeHasInsufficientMemory" : "NodeHasSufficientMemory",
        NodeConditionType.DiskPressure => isTrue ? "NodeHasDiskPressure" : "NodeHasNoDiskPressure",
        NodeConditionType.PIDPressure => isTrue ? "NodeHasInsufficientPID" : "NodeHasSufficientPID",
        NodeConditionType.Ready => isTrue ? "NodeReady" : "NodeNotReady",
        _ => null,
    };

    private static NodeStatus Undated(NodeStatus status) =>
        status with { Conditions = status.Conditions.Map(condition => condition with { LastHeartbeatTime = default }) };

    private static ApiList<ContainerImage> Images(IReadOnlyList<Cri.ImageInfo> images) => images
        .OrderByDescending(image => image.SizeBytes)
        .Take(MaximumImages)
        .Select(image => ContainerImage.Empty with { Names = image.RepoDigests.Concat(image.RepoTags).Take(5).ToApiList(), SizeBytes = image.SizeBytes })
        .ToApiList();

    private static ApiList<NodeCondition> Conditions(ApiList<NodeCondition> before, NodePressure pressure, DateTimeOffset now)
    {
        NodeCondition[] own =
        [
            pressure.Memory
                ? Condition(NodeConditionType.MemoryPressure, true, "KubeletHasInsufficientMemory", "kubelet has insufficient memory available")
                : Condition(NodeConditionType.MemoryPressure, false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            pressure.Disk
                ? Condition(NodeConditionType.DiskPressure, true, "KubeletHasDiskPressure", "kubelet has disk pressure")
                : Condition(NodeConditionType.DiskPressure, false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            pressure.Processes
                ? Condition(NodeConditionType.PIDPressure, true, "KubeletHasInsufficientPID", "kubelet has insufficient PID available")
                : Condition(NodeConditionType.PIDPressure, false, "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            Condition(NodeConditionType.Ready, true, "KubeletReady", "kubelet is posting ready status"),
        ];
        return before.Filter(condition => !Owned.Contains(condition.Type)).AddRange(own.Select(condition => Dated(condition, before, now)));
    }

    private static NodeCondition Condition(string type, bool isTrue, string reason, string message) =>
        NodeCondition.Empty with { Type = type, Status = isTrue ? ConditionStatus.True : ConditionStatus.False, Reason = reason, Message = message };

    private static NodeCondition Dated(NodeCondition condition, ApiList<NodeCondition> before, DateTimeOffset now)
    {
        var last = before.FirstOrDefault(each => each.Type == condition.Type);
        return condition with
        {
            LastHeartbeatTime = new Time(now),
            LastTransitionTime = last is not null && last.Status == condition.Status ? last.LastTransitionTime : new Time(now),
        };
    }
}
