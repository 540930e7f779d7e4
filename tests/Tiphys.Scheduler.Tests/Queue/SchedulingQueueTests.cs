using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Queue;
using Tiphys.Scheduler.Resources;
using Tiphys.Scheduler.State;
using Tiphys.Scheduler.Tests.Fakes;

namespace Tiphys.Scheduler.Tests.Queue;

public sealed class SchedulingQueueTests
{
    private readonly ManualTime _time = new();
    private readonly ResourceNames _names = new();
    private readonly SchedulingQueue _queue;

    public SchedulingQueueTests() => _queue = new SchedulingQueue(new SchedulerOptions(), _time);

    [Fact]
    public void Higher_priority_comes_first_then_order_of_coming()
    {
        Add(Make.Pod("a"), Make.Pod("b").Prioritised(5), Make.Pod("c"));
        Assert.Equal(["b", "a", "c"], [Pop(), Pop(), Pop()]);
        Assert.False(_queue.TryPop(out _));
    }

    [Fact]
    public void Gated_pod_waits_until_its_gates_are_gone()
    {
        var gated = Make.Pod("a");
        gated = gated with { Spec = gated.Spec with { SchedulingGates = [PodSchedulingGate.Empty with { Name = "g" }] } };
        Add(gated);
        Assert.False(_queue.TryPop(out _));
        Add(Make.Pod("a"));
        Assert.Equal("a", Pop());
    }

    [Fact]
    public void Unschedulable_pod_comes_back_only_by_a_change_that_is_worth_it()
    {
        Add(Make.Pod("a"));
        Reject();
        _queue.Move(_ => false);
        Assert.False(_queue.TryPop(out _));
        _queue.Move(_ => true);
        Assert.Equal("a", Pop());
    }

    [Fact]
    public void Status_change_does_not_wake_an_unschedulable_pod_but_a_new_toleration_does()
    {
        var pod = Make.Pod("a");
        Add(pod);
        Reject();
        Add(pod with { Status = pod.Status with { Message = "m" } });
        Assert.False(_queue.TryPop(out _));
        Add(pod with { Spec = pod.Spec with { Tolerations = [Toleration.Empty with { Operator = "Exists" }] } });
        Assert.Equal("a", Pop());
    }

    [Fact]
    public void Rest_after_errors_doubles_up_to_its_limit()
    {
        Add(Make.Pod("a"));
        foreach (var seconds in (int[])[1, 2, 4, 8, 10, 10])
        {
            Assert.True(_queue.TryPop(out var queued));
            _queue.AddFailed(queued);
            Assert.Equal(_time.GetUtcNow() + TimeSpan.FromSeconds(seconds), _queue.NextFlush);
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            _queue.Flush();
            Assert.False(_queue.TryPop(out _));
            _time.Advance(TimeSpan.FromTicks(1));
            _queue.Flush();
        }
    }

    [Fact]
    public void Pod_that_was_put_aside_for_five_minutes_is_tried_again()
    {
        Add(Make.Pod("a"));
        Reject();
        _time.Advance(TimeSpan.FromMinutes(4));
        _queue.Flush();
        Assert.False(_queue.TryPop(out _));
        _time.Advance(TimeSpan.FromMinutes(1));
        _queue.Flush();
        Assert.Equal("a", Pop());
    }

    [Fact]
    public void Ready_pods_come_before_resting_ones_and_removed_ones_never()
    {
        Add(Make.Pod("a").Prioritised(9));
        Reject();
        _queue.Move(_ => true);
        Add(Make.Pod("b"), Make.Pod("c"));
        _queue.Remove("pod-c");
        Assert.Equal(["b", "a"], [Pop(), Pop()]);
        Assert.Equal(0, _queue.Count);
    }

    private void Add(params Pod[] pods) => Array.ForEach(pods, pod => _queue.Set(new PodInfo(pod, _names)));

    private string Pop() => _queue.TryPop(out var queued) ? queued.Pod.Pod.Metadata.Name : "";

    private void Reject()
    {
        Assert.True(_queue.TryPop(out var queued));
        _queue.AddUnschedulable(queued, PluginSet.NodeResourcesFit);
    }
}
