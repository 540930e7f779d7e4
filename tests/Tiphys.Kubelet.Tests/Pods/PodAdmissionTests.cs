using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Kubelet.Pods;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Pods;

public sealed class PodAdmissionTests
{
    private static readonly Dictionary<string, Quantity> Allocatable = new() { ["cpu"] = "2", ["memory"] = "4Gi", ["pods"] = "3", ["ephemeral-storage"] = "10Gi" };

    private static readonly Node Node = Api.Core.V1.Node.Empty with
    {
        Metadata = ObjectMeta.Empty with { Name = "node", Labels = ApiMap.Of("zone", "a").SetItem("cores", "8") },
    };

    [Theory]
    [InlineData("cpu", "2", null, "")]
    [InlineData("cpu", "2500m", "OutOfcpu", "Node didn't have enough resource: cpu, requested: 2500, used: 0, capacity: 2000")]
    [InlineData("memory", "5Gi", "OutOfmemory", "Node didn't have enough resource: memory, requested: 5368709120, used: 0, capacity: 4294967296")]
    [InlineData("ephemeral-storage", "11Gi", "OutOfephemeral-storage", "Node didn't have enough resource: ephemeral-storage, requested: 11811160064, used: 0, capacity: 10737418240")]
    [InlineData("example.com/thing", "1", null, "")]
    public void Pod_must_fit(string resource, string amount, string? reason, string message)
    {
        var container = Container("main") with { Resources = ResourceRequirements.Empty with { Requests = ApiMap.Of<Quantity>(resource, amount) } };
        Expect(reason, message, PodAdmission.Check(Pod("web", container), [], Node, Allocatable));
    }

    [Fact]
    public void Node_takes_so_many_pods_at_most()
    {
        Pod[] others = [Pod("a", Container("main")), Pod("b", Container("main")), Pod("c", Container("main"))];
        Expect(
            "OutOfpods", "Node didn't have enough resource: pods, requested: 1, used: 3, capacity: 3",
            PodAdmission.Check(Pod("web", Container("main")), others, Node, Allocatable));
    }

    [Theory]
    [InlineData("zone", "In", "a", true)]
    [InlineData("zone", "NotIn", "a", false)]
    [InlineData("zone", "Exists", "", true)]
    [InlineData("zone", "DoesNotExist", "", false)]
    [InlineData("cores", "Gt", "4", true)]
    [InlineData("cores", "Lt", "8", false)]
    [InlineData("missing", "NotIn", "a", true)]
    public void Required_affinity_must_match_the_nodes_labels(string key, string op, string value, bool fits)
    {
        var requirement = NodeSelectorRequirement.Empty with { Key = key, Operator = op, Values = value.Length > 0 ? [value] : default };
        var required = NodeSelector.Empty with { NodeSelectorTerms = [NodeSelectorTerm.Empty with { MatchExpressions = [requirement] }] };
        var pod = WithAffinity(required);
        Expect(
            fits ? null : "NodeAffinity", "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
            PodAdmission.Check(pod, [], Node, Allocatable));
    }

    [Theory]
    [InlineData("node", true)]
    [InlineData("other", false)]
    public void Affinity_may_name_the_node(string name, bool fits)
    {
        var field = NodeSelectorRequirement.Empty with { Key = "metadata.name", Operator = "In", Values = [name] };
        var required = NodeSelector.Empty with { NodeSelectorTerms = [NodeSelectorTerm.Empty with { MatchFields = [field] }] };
        Assert.Equal(fits, PodAdmission.Check(WithAffinity(required), [], Node, Allocatable) is null);
    }

    [Theory]
    [InlineData(80, "TCP", "", true)]
    [InlineData(80, "UDP", "", false)]
    [InlineData(81, "TCP", "", false)]
    [InlineData(80, "TCP", "10.0.0.2", false)]
    public void Host_port_must_be_free(int port, string protocol, string ip, bool isTaken)
    {
        var taken = Container("main") with { Ports = [ContainerPort.Empty with { Port = 8080, HostPort = 80, Protocol = "TCP", HostIP = ip.Length > 0 ? "10.0.0.1" : "" }] };
        var wanted = Container("main") with { Ports = [ContainerPort.Empty with { Port = 8080, HostPort = port, Protocol = protocol, HostIP = ip }] };
        Expect(
            isTaken ? "NodePorts" : null, "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
            PodAdmission.Check(Pod("web", wanted), [Pod("other", taken)], Node, Allocatable));
    }

    [Theory]
    [InlineData(TaintEffect.NoExecute, false, false)]
    [InlineData(TaintEffect.NoExecute, true, true)]
    [InlineData(TaintEffect.NoSchedule, false, true)]
    public void Taint_that_evicts_must_be_tolerated(string effect, bool isTolerated, bool fits)
    {
        var node = Node with { Spec = NodeSpec.Empty with { Taints = [Taint.Empty with { Key = "k", Value = "v", Effect = effect }] } };
        var pod = Pod("web", Container("main"));
        pod = !isTolerated ? pod : pod with { Spec = pod.Spec with { Tolerations = [Toleration.Empty with { Key = "k", Operator = "Exists" }] } };
        Expect(
            fits ? null : "TaintToleration", "Predicate TaintToleration failed: node(s) had taint {k: v}, that the pod didn't tolerate",
            PodAdmission.Check(pod, [], node, Allocatable));
    }

    [Fact]
    public void Init_containers_count_by_the_most_that_is_needed_at_once()
    {
        var pod = Pod("web", Sized("a", "500m"), Sized("b", "500m"));
        pod = pod with { Spec = pod.Spec with { InitContainers = [Sized("one", "2"), Sized("side", "200m") with { RestartPolicy = ContainerRestartPolicy.Always }] } };
        Assert.Equal(2000, Tiphys.Kubelet.Cgroups.PodRequests.Of(pod).MilliCpu);
        pod = pod with { Spec = pod.Spec with { InitContainers = [pod.Spec.InitContainers[1], Sized("one", "1500m")] } };
        Assert.Equal(1700, Tiphys.Kubelet.Cgroups.PodRequests.Of(pod).MilliCpu);
    }

    private static Container Sized(string name, string cpu) =>
        Container(name) with { Resources = ResourceRequirements.Empty with { Requests = ApiMap.Of<Quantity>("cpu", cpu) } };

    private static Pod WithAffinity(NodeSelector required)
    {
        var pod = Pod("web", Container("main"));
        var affinity = Affinity.Empty with { NodeAffinity = NodeAffinity.Empty with { RequiredDuringSchedulingIgnoredDuringExecution = required } };
        return pod with { Spec = pod.Spec with { Affinity = affinity } };
    }

    private static void Expect(string? reason, string message, Rejection? rejection)
    {
        Assert.Equal(reason, rejection?.Reason);
        if (reason is not null)
        {
            Assert.Equal(message, rejection!.Message);
        }
    }
}
