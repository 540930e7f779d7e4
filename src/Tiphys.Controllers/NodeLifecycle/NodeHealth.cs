using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Core.V1;

namespace Tiphys.Controllers.NodeLifecycle;

/// <summary>The last sign of life of a node, by the clock of the one that looks: clocks of different machines are never compared.</summary>
/// <param name="Heartbeat">Heartbeat in the node's status when it last changed.</param>
/// <param name="Renewal">Renewal of the node's Lease when it last changed.</param>
/// <param name="SeenAt">When either was seen to change.</param>
internal sealed record NodeHealth(Time Heartbeat, MicroTime Renewal, DateTimeOffset SeenAt)
{
    /// <summary>What is known after another look.</summary>
    public static NodeHealth Observe(NodeHealth? before, Node node, Lease? lease, DateTimeOffset now)
    {
        var ready = NodeCore.Condition(node, NodeConditionType.Ready);
        var heartbeat = ready?.LastHeartbeatTime ?? default;
        var renewal = lease?.Spec.RenewTime ?? default;
        if (before is null)
        {
            // A node that has never told anything is as old as it is; one that has gets the whole time from now.
            return new(heartbeat, renewal, ready is null ? node.Metadata.CreationTimestamp.Moment : now);
        }

        return heartbeat != before.Heartbeat || renewal > before.Renewal ? new(heartbeat, renewal, now) : before;
    }
}
