using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Controllers.NodeLifecycle;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.NodeLifecycle;

public sealed class NodeCoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_renewed_lease_or_a_new_heartbeat_is_a_sign_of_life_and_nothing_else_is()
    {
        var node = NodeWith(("Ready", "True"));
        var first = NodeHealth.Observe(null, node, Lease(1), Start);
        Assert.Equal(first, NodeHealth.Observe(first, node, Lease(1), Start.AddSeconds(30)));
        Assert.Equal(Start.AddSeconds(30), NodeHealth.Observe(first, node, Lease(2), Start.AddSeconds(30)).SeenAt);
        var heard = node with { Status = node.Status with { Conditions = node.Status.Conditions.Map(c => c with { LastHeartbeatTime = Start.AddSeconds(9) }) } };
        Assert.Equal(Start.AddSeconds(30), NodeHealth.Observe(first, heard, Lease(1), Start.AddSeconds(30)).SeenAt);
    }

    [Fact]
    public void A_silent_node_is_unknown_in_all_that_it_says()
    {
        var conditions = NodeCore.Silent(NodeWith(("Ready", "True"), ("DiskPressure", "False"), ("Custom", "True")), new Time(Start));
        Assert.Equal(
            ["Custom True ", "DiskPressure Unknown NodeStatusUnknown", "MemoryPressure Unknown NodeStatusNeverUpdated", "PIDPressure Unknown NodeStatusNeverUpdated", "Ready Unknown NodeStatusUnknown"],
            conditions.Select(c => $"{c.Type} {c.Status} {c.Reason}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Taints_follow_conditions_and_leave_those_of_others_alone()
    {
        var node = NodeWith(("Ready", "Unknown"), ("DiskPressure", "True"), ("MemoryPressure", "False"));
        node = node with
        {
            Spec = NodeSpec.Empty with
            {
                Unschedulable = true,
                Taints = [Taint.Empty with { Key = "mine", Effect = "NoExecute" }, Taint.Empty with { Key = NodeCore.NotReady, Effect = "NoExecute" }],
            },
        };
        Assert.Equal(
            ["mine NoExecute", "node.kubernetes.io/disk-pressure NoSchedule", "node.kubernetes.io/unreachable NoExecute", "node.kubernetes.io/unreachable NoSchedule", "node.kubernetes.io/unschedulable NoSchedule"],
            Texts(NodeCore.Taints(node, evicts: true, new Time(Start))));
        Assert.DoesNotContain("node.kubernetes.io/unreachable NoExecute", Texts(NodeCore.Taints(node, evicts: false, new Time(Start))));
        var well = NodeWith(("Ready", "True")) with { Spec = NodeSpec.Empty with { Taints = NodeCore.Taints(node, evicts: true, new Time(Start)) } };
        Assert.Equal(["mine NoExecute"], Texts(NodeCore.Taints(well, evicts: true, new Time(Start))));
    }

    [Theory]
    [InlineData(null, "Exists", null, null, -1)]
    [InlineData("node.kubernetes.io/unreachable", "Exists", "NoExecute", 300L, 300)]
    [InlineData("node.kubernetes.io/unreachable", "Exists", "NoSchedule", 300L, 0)]
    [InlineData("other", "Exists", "NoExecute", 300L, 0)]
    [InlineData("node.kubernetes.io/unreachable", "Equal", "", -5L, 0)]
    public void A_pod_bears_a_taint_as_long_as_its_toleration_says(string? key, string operation, string? effect, long? seconds, int expected)
    {
        var pod = Pods.Named("p");
        var toleration = Toleration.Empty with { Key = key ?? "", Operator = operation, Effect = effect ?? "", TolerationSeconds = seconds };
        pod = pod with { Spec = pod.Spec with { Tolerations = [toleration] } };
        var bears = TaintEviction.Bears(pod, [Taint.Empty with { Key = NodeCore.Unreachable, Effect = "NoExecute" }]);
        Assert.Equal(expected < 0 ? null : TimeSpan.FromSeconds(expected), bears);
    }

    private static IEnumerable<string> Texts(ApiList<Taint> taints) => taints.Select(taint => $"{taint.Key} {taint.Effect}").Order(StringComparer.Ordinal);

    private static Node NodeWith(params ReadOnlySpan<(string Type, string Status)> conditions)
    {
        var list = new List<NodeCondition>();
        foreach (var (type, status) in conditions)
        {
            list.Add(NodeCondition.Empty with { Type = type, Status = status, LastHeartbeatTime = Start });
        }

        return Node.Empty with { Metadata = ObjectMeta.Empty with { Name = "n" }, Status = NodeStatus.Empty with { Conditions = list.ToApiList() } };
    }

    private static Lease Lease(int second) => Api.Coordination.V1.Lease.Empty with { Spec = LeaseSpec.Empty with { RenewTime = Start.AddSeconds(second) } };
}
