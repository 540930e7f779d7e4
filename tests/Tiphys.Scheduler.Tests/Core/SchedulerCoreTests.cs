using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Tests.Fakes;

namespace Tiphys.Scheduler.Tests.Core;

public sealed class SchedulerCoreTests
{
    [Fact]
    public void Assumed_pod_takes_its_room_at_once_and_gives_it_back_when_its_binding_fails()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a", cpu: "1")).Pods(Make.Pod("p", "1"), Make.Pod("q", "1"));
        Assert.Equal("a", harness.Next()!.Decision.NodeName);
        Assert.Null(harness.Next()!.Decision.NodeName);
        Assert.Null(harness.Next());

        harness.Core.BindingFailed("pod-p");
        var second = harness.Next()!;
        Assert.Equal(("q", "a"), (second.Pod.Metadata.Name, second.Decision.NodeName));
    }

    [Fact]
    public void Failed_binding_of_a_pod_that_was_seen_bound_changes_nothing()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a")).Pods(Make.Pod("p", "1"));
        Assert.NotNull(harness.Next());
        harness.Pods(Make.Pod("p", "1").On("a"));
        harness.Core.BindingFailed("pod-p");
        Assert.NotNull(harness.Core.State.FindPod("pod-p"));
        Assert.False(harness.Core.State.IsAssumed("pod-p"));
        Assert.Null(harness.Next());
    }

    [Fact]
    public void Pod_deleted_while_it_is_bound_frees_its_room()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a", cpu: "1")).Pods(Make.Pod("p", "1"), Make.Pod("q", "1"));
        Assert.NotNull(harness.Next());
        Assert.NotNull(harness.Next());
        harness.Core.RemovePod("pod-p");
        Assert.Equal("q", harness.Next()!.Pod.Metadata.Name);
        harness.Core.BindingFailed("pod-p");
        Assert.Null(harness.Next());
    }

    [Fact]
    public void Finished_pod_takes_no_room()
    {
        var done = Make.Pod("p", "1").On("a");
        done = done with { Status = done.Status with { Phase = PodPhase.Succeeded } };
        var harness = new CoreHarness().Nodes(Make.Node("a", cpu: "1")).Pods(done);
        Assert.Equal("a", harness.Decide(Make.Pod("q", "1")).NodeName);
    }

    [Fact]
    public void Pods_of_another_scheduler_and_pods_that_are_being_deleted_are_left_alone()
    {
        var other = Make.Pod("p");
        other = other with { Spec = other.Spec with { SchedulerName = "mine" } };
        var deleted = Make.Pod("q");
        deleted = deleted with { Metadata = deleted.Metadata with { DeletionTimestamp = Time.FromUnixSeconds(1) } };
        Assert.Null(new CoreHarness().Nodes(Make.Node("a")).Pods(other, deleted).Next());
    }

    [Fact]
    public void Pod_waits_for_the_change_that_lets_it_fit()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a", cpu: "1"), Make.Node("b").Tainted("t", "NoSchedule"));
        Assert.Null(harness.Decide(Make.Pod("p", "2")).NodeName);

        // More room than before, but still too little; and labels, which no one asked for.
        harness.Nodes(Make.Node("a", cpu: "1500m").With("x", "y"));
        Assert.Null(harness.Next());
        harness.Nodes(Make.Node("b"));
        Assert.Equal("b", harness.Next()!.Decision.NodeName);
    }

    [Fact]
    public void Pods_of_a_node_that_went_away_count_again_when_it_comes_back()
    {
        var harness = new CoreHarness().Nodes(Make.Node("a", cpu: "1")).Pods(Make.Pod("p", "1").On("a"));
        harness.Core.RemoveNode("a");
        Assert.Equal("no nodes available to schedule pods", harness.Decide(Make.Pod("q", "1")).Message);
        harness.Nodes(Make.Node("a", cpu: "1"));
        Assert.Contains("Insufficient cpu", harness.Next()!.Decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pod_held_back_by_its_spread_is_tried_when_the_emptiest_zone_fills_up()
    {
        var harness = UnevenZones();
        harness.Pods(Make.Pod("other").With("app", "db").On("b"));
        Assert.Null(harness.Next());
        harness.Pods(Make.Pod("kin").With("app", "web").On("b"));
        Assert.Equal("a", harness.Next()!.Decision.NodeName);
    }

    [Fact]
    public void Pod_held_back_by_its_spread_is_tried_when_the_emptiest_zone_goes_away()
    {
        var harness = UnevenZones();
        harness.Core.RemoveNode("b");
        Assert.Equal("a", harness.Next()!.Decision.NodeName);
    }

    [Fact]
    public void Pod_held_back_by_its_spread_is_tried_when_one_of_its_kin_is_deleted()
    {
        var harness = UnevenZones();
        harness.Core.RemovePod("pod-first");
        Assert.Equal("a", harness.Next()!.Decision.NodeName);
    }

    /// <summary>Zone a has one pod of the application, zone b none and a taint; a second pod fits neither.</summary>
    private static CoreHarness UnevenZones()
    {
        var harness = new CoreHarness()
            .Nodes(Make.Node("a").With("zone", "a"), Make.Node("b").With("zone", "b").Tainted("t", "NoSchedule"))
            .Pods(Make.Pod("first").With("app", "web").On("a"));
        var constraint = TopologySpreadConstraint.Empty with
        {
            TopologyKey = "zone", MaxSkew = 1, WhenUnsatisfiable = "DoNotSchedule", LabelSelector = Make.Selector("app", "web"),
        };
        var pod = Make.Pod("second").With("app", "web");
        Assert.Null(harness.Decide(pod with { Spec = pod.Spec with { TopologySpreadConstraints = [constraint] } }).NodeName);
        Assert.Null(harness.Next());
        return harness;
    }
}
