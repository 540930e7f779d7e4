using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Tests.Fakes;

namespace Tiphys.Scheduler.Tests.Core;

public sealed class PodPlacerTests
{
    [Fact]
    public void Message_counts_reasons_in_order_of_their_text()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a", cpu: "1"), Make.Node("b", cpu: "1"), Make.Node("c").Tainted("t", "NoSchedule"))
            .Pods(Make.Pod("x", "800m").On("a"), Make.Pod("y", "800m").On("b"));
        Assert.Equal(
            "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. "
            + "preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
            harness.Decide(Make.Pod("p", "500m")).Message);
    }

    [Fact]
    public void No_word_of_preemption_while_there_are_pods_of_lower_priority()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a", cpu: "1")).Pods(Make.Pod("x", "800m").On("a"));
        Assert.Equal(
            "0/1 nodes are available: 1 Insufficient cpu.", harness.Decide(Make.Pod("p", "500m").Prioritised(1)).Message);
    }

    [Fact]
    public void Pod_that_never_preempts_says_so()
    {
        var pod = Make.Pod("p", "500");
        pod = pod with { Spec = pod.Spec with { PreemptionPolicy = "Never" } };
        Assert.EndsWith(
            " preemption: not eligible due to preemptionPolicy=Never.", new CoreHarness().Nodes(Make.Node("a")).Decide(pod).Message);
    }

    [Fact]
    public void Without_nodes_there_is_nothing_to_choose() =>
        Assert.Equal("no nodes available to schedule pods", new CoreHarness().Decide(Make.Pod("p")).Message);

    [Fact]
    public void Cordoned_node_takes_only_pods_that_tolerate_it()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a").Cordoned());
        Assert.Contains("1 node(s) were unschedulable", harness.Decide(Make.Pod("p")).Message, StringComparison.Ordinal);
        var tolerant = Make.Pod("q");
        tolerant = tolerant with
        {
            Spec = tolerant.Spec with
            {
                Tolerations = [Toleration.Empty with { Key = "node.kubernetes.io/unschedulable", Operator = "Exists", Effect = "NoSchedule" }],
            },
        };
        Assert.Equal("a", harness.Decide(tolerant).NodeName);
    }

    [Fact]
    public void Pod_of_a_daemon_set_goes_to_the_node_it_names_and_others_are_named_in_one_reason()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a"), Make.Node("b", cpu: "1"), Make.Node("c"));
        Assert.Equal("b", harness.Decide(Named("p", "b", "1")).NodeName);
        Assert.StartsWith(
            "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity].",
            harness.Decide(Named("q", "b", "1")).Message);
    }

    [Fact]
    public void Contradicting_names_reject_all_nodes_at_once()
    {
        var pod = Named("p", "a");
        var terms = pod.Spec.Affinity!.NodeAffinity!.RequiredDuringSchedulingIgnoredDuringExecution!.NodeSelectorTerms;
        var both = terms[0] with { MatchFields = terms[0].MatchFields.Add(terms[0].MatchFields[0] with { Values = ["b"] }) };
        pod = Affine(pod, both);
        Assert.StartsWith(
            "0/1 nodes are available: pod affinity terms conflict. preemption:",
            new CoreHarness().Nodes(Make.Node("a")).Decide(pod).Message);
    }

    [Fact]
    public void Host_port_is_taken_on_all_addresses_or_on_its_own()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a")).Pods(Port("x", 80, "10.0.0.1").On("a"));
        Assert.Null(harness.Decide(Port("all", 80, "")).NodeName);
        Assert.Equal("a", harness.Decide(Port("other", 80, "10.0.0.2")).NodeName);
    }

    [Fact]
    public void Pods_of_one_application_spread_over_zones_and_nodes()
    {
        var harness = new CoreHarness(selectors: new KinByApp());
        foreach (var name in (string[])["a1", "a2", "b1", "b2"])
        {
            harness.Nodes(Make.Node(name).With("topology.kubernetes.io/zone", name[..1]));
        }

        var nodes = Enumerable.Range(0, 4).Select(i => harness.Decide(Make.Pod($"p{i}", "100m").With("app", "web")).NodeName!).ToArray();
        Assert.Equal(4, nodes.Distinct().Count());
        Assert.NotEqual(nodes[0][0], nodes[1][0]);
    }

    [Fact]
    public void Node_that_has_the_image_is_preferred()
    {
        var image = ContainerImage.Empty with { Names = ["app:1"], SizeBytes = 2_000_000_000 };
        var warm = Make.Node("b");
        warm = warm with { Status = warm.Status with { Images = [image] } };
        Assert.Equal("b", new CoreHarness().Nodes(Make.Node("a"), warm, Make.Node("c")).Decide(Make.Pod("p")).NodeName);
    }

    [Fact]
    public void Hard_spread_ignores_nodes_without_the_label_and_keeps_the_skew()
    {
        var harness = new CoreHarness().Nodes(
            Make.Node("a").With("zone", "a"), Make.Node("b").With("zone", "b"), Make.Node("c"));
        var nodes = Enumerable.Range(0, 4).Select(i => harness.Decide(Spread($"p{i}")).NodeName!).ToArray();
        Assert.Equal(2, nodes.Count(node => node == "a"));
        Assert.Equal(2, nodes.Count(node => node == "b"));
        harness.Nodes(Make.Node("b").With("zone", "b").Cordoned());
        Assert.NotNull(harness.Decide(Spread("fifth")).NodeName);
        Assert.StartsWith(
            "0/3 nodes are available: 1 node(s) didn't match pod topology spread constraints, "
            + "1 node(s) didn't match pod topology spread constraints (missing required label), 1 node(s) were unschedulable.",
            harness.Decide(Spread("sixth")).Message);
    }

    [Fact]
    public void First_pod_of_a_group_that_wants_to_be_together_goes_anywhere_and_others_follow()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a"), Make.Node("b"), Make.Node("c"));
        var nodes = Enumerable.Range(0, 3).Select(i => harness.Decide(Together($"p{i}")).NodeName).ToArray();
        Assert.Single(nodes.Distinct());
        Assert.NotNull(nodes[0]);
    }

    [Fact]
    public void Large_clusters_look_at_fewer_nodes()
    {
        Assert.Equal(99, PodPlacer.NodesToFind(99, 0));
        Assert.Equal(100, PodPlacer.NodesToFind(150, 0));
        Assert.Equal(420, PodPlacer.NodesToFind(1000, 0));
        Assert.Equal(500, PodPlacer.NodesToFind(5000, 0));
        Assert.Equal(5000, PodPlacer.NodesToFind(5000, 100));
    }

    private static Pod Named(string name, string node, string? cpu = null) => Affine(Make.Pod(name, cpu), NodeSelectorTerm.Empty with
    {
        MatchFields = [NodeSelectorRequirement.Empty with { Key = "metadata.name", Operator = "In", Values = [node] }],
    });

    private static Pod Affine(Pod pod, NodeSelectorTerm term) => pod with
    {
        Spec = pod.Spec with
        {
            Affinity = Affinity.Empty with
            {
                NodeAffinity = NodeAffinity.Empty with
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = NodeSelector.Empty with { NodeSelectorTerms = [term] },
                },
            },
        },
    };

    private static Pod Port(string name, int port, string address)
    {
        var pod = Make.Pod(name);
        var container = pod.Spec.Containers[0] with { Ports = [ContainerPort.Empty with { Port = port, HostPort = port, HostIP = address }] };
        return pod with { Spec = pod.Spec with { Containers = [container] } };
    }

    private static Pod Spread(string name)
    {
        var pod = Make.Pod(name).With("app", "web");
        return pod with
        {
            Spec = pod.Spec with
            {
                TopologySpreadConstraints =
                [
                    TopologySpreadConstraint.Empty with
                    {
                        TopologyKey = "zone", MaxSkew = 1, WhenUnsatisfiable = "DoNotSchedule", LabelSelector = Make.Selector("app", "web"),
                    },
                ],
            },
        };
    }

    private static Pod Together(string name)
    {
        var pod = Make.Pod(name).With("app", "web");
        var term = PodAffinityTerm.Empty with { TopologyKey = "kubernetes.io/hostname", LabelSelector = Make.Selector("app", "web") };
        return pod with
        {
            Spec = pod.Spec with
            {
                Affinity = Affinity.Empty with { PodAffinity = PodAffinity.Empty with { RequiredDuringSchedulingIgnoredDuringExecution = [term] } },
            },
        };
    }
}
