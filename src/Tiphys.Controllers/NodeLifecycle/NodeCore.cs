using Tiphys.Api.Core.V1;

namespace Tiphys.Controllers.NodeLifecycle;

/// <summary>What follows from the health of nodes (<c>pkg/controller/nodelifecycle</c>).</summary>
internal static class NodeCore
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    private const string Unschedulable = "node.kubernetes.io/unschedulable";
    private const string NoSchedule = "NoSchedule";
    private const string NoExecute = "NoExecute";

    private static readonly string[] Watched =
        [NodeConditionType.Ready, NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PIDPressure];

    private static readonly Dictionary<(string Type, string Status), string> ConditionTaints = new()
    {
        [(NodeConditionType.Ready, "False")] = NotReady,
        [(NodeConditionType.Ready, "Unknown")] = Unreachable,
        [(NodeConditionType.MemoryPressure, "True")] = "node.kubernetes.io/memory-pressure",
        [(NodeConditionType.DiskPressure, "True")] = "node.kubernetes.io/disk-pressure",
        [(NodeConditionType.NetworkUnavailable, "True")] = "node.kubernetes.io/network-unavailable",
        [(NodeConditionType.PIDPressure, "True")] = "node.kubernetes.io/pid-pressure",
    };

    private static readonly HashSet<string> OwnNoSchedule = [.. ConditionTaints.Values, Unschedulable];

    public static NodeCondition? Condition(Node node, string type) => node.Status.Conditions.FirstOrDefault(condition => condition.Type == type);

    public static bool IsReady(Node node) => Condition(node, NodeConditionType.Ready)?.Status == "True";

    /// <summary>The conditions of a node that has been silent for too long: nothing that it said still counts.</summary>
    public static ApiList<NodeCondition> Silent(Node node, Time now)
    {
        var conditions = node.Status.Conditions;
        foreach (var type in Watched)
        {
            var index = conditions.FindIndex(condition => condition.Type == type);
            if (index < 0)
            {
                conditions = conditions.Add(NodeCondition.Empty with
                {
                    Type = type,
                    Status = "Unknown",
                    Reason = "NodeStatusNeverUpdated",
                    Message = "Kubelet never posted node status.",
                    LastHeartbeatTime = node.Metadata.CreationTimestamp,
                    LastTransitionTime = now,
                });
            }
            else if (conditions[index].Status != "Unknown")
            {
                conditions = conditions.SetItem(index, conditions[index] with
                {
                    Status = "Unknown",
                    Reason = "NodeStatusUnknown",
                    Message = "Kubelet stopped posting node status.",
                    LastTransitionTime = now,
                });
            }
        }

        return conditions;
    }

    /// <summary>The taints that a node should have: those of others, and those that follow from its conditions.</summary>
    /// <param name="node">The node.</param>
    /// <param name="evicts">False to end no pods: when no node is ready, it is the network or the control plane that is broken, not the nodes.</param>
    /// <param name="now">Current time.</param>
    public static ApiList<Taint> Taints(Node node, bool evicts, Time now)
    {
        var wanted = Wanted(node, evicts).ToList();
        var kept = node.Spec.Taints.Filter(taint => !IsOwn(taint) || wanted.Contains((taint.Key, taint.Effect)));
        var missing = wanted.Where(w => !kept.Any(taint => taint.Key == w.Key && taint.Effect == w.Effect)).ToList();
        return missing.Count == 0 && kept.Count == node.Spec.Taints.Count
            ? node.Spec.Taints
            : kept.AddRange(missing.Select(w => Taint.Empty with { Key = w.Key, Effect = w.Effect, TimeAdded = now }));
    }

    private static IEnumerable<(string Key, string Effect)> Wanted(Node node, bool evicts)
    {
        foreach (var condition in node.Status.Conditions)
        {
            if (ConditionTaints.TryGetValue((condition.Type, condition.Status), out var key))
            {
                yield return (key, NoSchedule);
                if (condition.Type == NodeConditionType.Ready && evicts)
                {
                    yield return (key, NoExecute);
                }
            }
        }

        if (node.Spec.Unschedulable)
        {
            yield return (Unschedulable, NoSchedule);
        }
    }

    private static bool IsOwn(Taint taint) => taint.Effect switch
    {
        NoSchedule => OwnNoSchedule.Contains(taint.Key),
        NoExecute => taint.Key is NotReady or Unreachable,
        _ => false,
    };
}
