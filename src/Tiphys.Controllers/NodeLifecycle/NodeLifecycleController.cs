using System.Collections.Concurrent;
using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.NodeLifecycle;

/// <summary>Notices nodes that have gone silent, and shows by taints what nodes can and cannot do; <see cref="NodeCore"/> decides.</summary>
internal sealed class NodeLifecycleController : QueueController<string>
{
    private const string LeaseNamespace = "kube-node-lease";
    private readonly ControllerManagerOptions _options;
    private readonly IInformer<Node> _nodes;
    private readonly IInformer<Lease> _leases;
    private readonly IEventRecorder _events;
    private readonly ConcurrentDictionary<string, NodeHealth> _health = [];
    private readonly ConcurrentDictionary<string, bool> _podsToMark = [];

    public NodeLifecycleController(ControllerContext context, ControllerManagerOptions options)
        : base(context, "nodelifecycle", workers: 8)
    {
        _options = options;
        _events = context.Recorder("node-controller");
        _nodes = Informer<Node>(NodeChanged);
        _leases = Informer<Lease>();
        Informer<Pod>();
    }

    public override async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_nodes.Get(null, key) is not { } node)
        {
            _health.TryRemove(key, out _);
            _podsToMark.TryRemove(key, out _);
            return ReconcileResult.Done;
        }

        var now = Clock.GetUtcNow();
        var health = NodeHealth.Observe(_health.GetValueOrDefault(key), node, _leases.Get(LeaseNamespace, key), now);
        _health[key] = health;
        var current = now - health.SeenAt > _options.NodeMonitorGracePeriod ? await SilenceAsync(node, now, cancellationToken) : node;
        await MarkPodsAsync(current, cancellationToken);
        var taints = NodeCore.Taints(current, evicts: _nodes.List().Any(NodeCore.IsReady), new Time(now));
        if (taints != current.Spec.Taints)
        {
            await Client.UpdateAsync(current with { Spec = current.Spec with { Taints = taints } }, null, cancellationToken);
        }

        return ReconcileResult.After(_options.NodeMonitorPeriod);
    }

    private async Task<Node> SilenceAsync(Node node, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var conditions = NodeCore.Silent(node, new Time(now));
        return conditions == node.Status.Conditions
            ? node
            : await Client.UpdateAsync(node with { Status = node.Status with { Conditions = conditions } }, "status", cancellationToken);
    }

    // The pods of a node that is not ready any more get no traffic, even when nobody is there to say so.
    private async Task MarkPodsAsync(Node node, CancellationToken cancellationToken)
    {
        var name = node.Metadata.Name;
        if (NodeCore.IsReady(node) || !_podsToMark.ContainsKey(name))
        {
            return;
        }

        foreach (var pod in Context.PodsOn(name).Where(pod => pod.IsReady()))
        {
            var unready = pod.Condition(PodConditionType.Ready)! with { Status = "False", LastTransitionTime = Time.Now(Clock) };
            await PodStatusPatch.WriteAsync(Client, pod, [unready], null, cancellationToken);
            _events.Record(pod, "Warning", "NodeNotReady", "Node is not ready");
        }

        _podsToMark.TryRemove(name, out _);
    }

    private void NodeChanged(Node? before, Node? after)
    {
        if (before is not null && after is not null && NodeCore.IsReady(before) && !NodeCore.IsReady(after))
        {
            _podsToMark[after.Metadata.Name] = true;
            _events.Record(after, "Normal", "NodeNotReady", $"Node {after.Metadata.Name} status is now: NodeNotReady");
        }

        if (before is null)
        {
            _events.Record(after!, "Normal", "RegisteredNode", $"Registered Node {after!.Metadata.Name} in Controller");
        }
        else if (after is null)
        {
            _events.Record(before, "Normal", "RemovingNode", $"Removing Node {before.Metadata.Name} from Controller");
        }

        Queue.Add((after ?? before!).Metadata.Name);
    }
}
