using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.NodeLifecycle;

/// <summary>Nodes that go silent, on a short clock.</summary>
public sealed class NodeLifecycleTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestCluster(new ControllerManagerOptions
    {
        NodeMonitorPeriod = TimeSpan.FromMilliseconds(50),
        NodeMonitorGracePeriod = TimeSpan.FromMilliseconds(1500),
        PodCollectionPeriod = TimeSpan.FromMilliseconds(50),
        NodeQuarantine = TimeSpan.FromMilliseconds(100),
        TerminatedPodThreshold = 2,
    }) { RunsPods = false }.Start();

    private readonly CancellationTokenSource _stop = new();
    private Task _heartbeats = Task.CompletedTask;

    private FakeKubernetesClient Client => _cluster.Client;

    public ValueTask InitializeAsync()
    {
        Put("alive");
        Put("silent");
        _heartbeats = BeatAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _heartbeats;
        await _cluster.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_silent_node_is_tainted_and_its_pods_go_as_they_tolerate()
    {
        Client.Put(Pods.Running(Pods.Named("intolerant", node: "silent")));
        var tolerant = Pods.Running(Pods.Named("tolerant", node: "silent"));
        Client.Put(tolerant with { Spec = tolerant.Spec with { Tolerations = [Toleration.Empty with { Operator = "Exists" }] } });
        await Eventually.TrueAsync(
            () => Client.Find<Node>(null, "silent")!.Spec.Taints.Any(taint => taint is { Key: "node.kubernetes.io/unreachable", Effect: "NoExecute" }), "the taint");
        await Eventually.TrueAsync(() => Client.Find<Pod>("default", "intolerant") is null, "the end of the pod");
        await Eventually.TrueAsync(
            () => Client.Find<Pod>("default", "tolerant")!.Status.Conditions.Any(c => c is { Type: "Ready", Status: "False" }), "a pod that is not ready");
        Assert.Empty(Client.Find<Node>(null, "alive")!.Spec.Taints);
        await Eventually.TrueAsync(() => Client.All<Event>().Any(e => e.Reason == "NodeNotReady" && e.InvolvedObject.Name == "silent"), "the event");
    }

    [Fact]
    public async Task Pods_of_a_node_that_is_gone_are_deleted()
    {
        Client.PodsTerminateGracefully = true;
        Client.Put(Pods.Running(Pods.Named("lost", node: "never-was")));
        Client.Put(Pods.Running(Pods.Named("kept", node: "alive")));
        await Eventually.TrueAsync(() => Client.Find<Pod>("default", "lost") is null, "the end of the pod");
        Assert.Equal("Running", Client.Find<Pod>("default", "kept")!.Status.Phase);
    }

    [Fact]
    public async Task Ended_pods_beyond_the_threshold_go_oldest_first()
    {
        for (var i = 0; i < 4; i++)
        {
            var pod = Pods.Named($"p{i}", node: "alive");
            Client.Put(pod with
            {
                Metadata = pod.Metadata with { CreationTimestamp = new Time(DateTimeOffset.UtcNow.AddMinutes(i - 10)) },
                Status = pod.Status with { Phase = "Succeeded" },
            });
        }

        await Eventually.TrueAsync(() => Client.All<Pod>().Count == 2, "two pods");
        Assert.Equal(["p2", "p3"], Client.All<Pod>().Select(pod => pod.Metadata.Name));
    }

    [Fact]
    public async Task A_cordoned_node_is_tainted_until_it_is_not()
    {
        Put("cordoned", unschedulable: true);
        await Eventually.TrueAsync(() => Client.Find<Node>(null, "cordoned")!.Spec.Taints.Any(t => t.Key == "node.kubernetes.io/unschedulable"), "the taint");
        Client.Put(Client.Find<Node>(null, "cordoned")! with { Spec = Client.Find<Node>(null, "cordoned")!.Spec with { Unschedulable = false } });
        await Eventually.TrueAsync(() => Client.Find<Node>(null, "cordoned")!.Spec.Taints.All(t => t.Key != "node.kubernetes.io/unschedulable"), "no taint");
    }

    private void Put(string name, bool unschedulable = false) => Client.Put(Node.Empty with
    {
        Metadata = ObjectMeta.Empty with { Name = name },
        Spec = NodeSpec.Empty with { Unschedulable = unschedulable },
        Status = NodeStatus.Empty with
        {
            Conditions = [NodeCondition.Empty with { Type = "Ready", Status = "True", LastHeartbeatTime = new Time(DateTimeOffset.UtcNow) }],
        },
    });

    // The node that is alive renews its Lease.
    private async Task BeatAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Client.Put(Api.Coordination.V1.Lease.Empty with
            {
                Metadata = ObjectMeta.Empty with { Namespace = "kube-node-lease", Name = "alive" },
                Spec = Api.Coordination.V1.LeaseSpec.Empty with { RenewTime = DateTimeOffset.UtcNow },
            });
            await Task.Delay(50, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
