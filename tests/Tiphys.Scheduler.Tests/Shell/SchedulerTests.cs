using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Scheduler.Tests.Fakes;

namespace Tiphys.Scheduler.Tests.Shell;

public sealed class SchedulerTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly FakeCluster _cluster = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task Pod_is_bound_and_an_event_says_so()
    {
        _cluster.Nodes.Set(Make.Node("a"));
        Start();
        _cluster.Pods.Set(Make.Pod("p", "1"));
        await Until(() => !_cluster.Events.IsEmpty);

        Assert.Equal("a", NodeOf("p"));
        var written = Assert.Single(_cluster.Events);
        Assert.Equal(("Normal", "Scheduled", "Binding"), (written.Type, written.Reason, written.Action));
        Assert.Equal("Successfully assigned default/p to a", written.Note);
        Assert.Equal(("default-scheduler", "test"), (written.ReportingController, written.ReportingInstance));
        Assert.Equal(("Pod", "p", "pod-p"), (written.Regarding.Kind, written.Regarding.Name, written.Regarding.UID));
    }

    [Fact]
    public async Task Pod_that_fits_nowhere_says_why_and_is_bound_when_a_node_comes()
    {
        _cluster.Nodes.Set(Make.Node("a", cpu: "1"));
        _cluster.Pods.Set(Make.Pod("p", "2"));
        Start();
        await Until(() => Condition("p") is not null);

        var condition = Condition("p")!;
        Assert.Equal(("False", "Unschedulable"), (condition.Status, condition.Reason));
        Assert.StartsWith("0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes", condition.Message);
        var written = Assert.Single(_cluster.Events);
        Assert.Equal(("Warning", "FailedScheduling", condition.Message), (written.Type, written.Reason, written.Note));

        _cluster.Nodes.Set(Make.Node("b"));
        await Until(() => NodeOf("p") == "b");
    }

    [Fact]
    public async Task Unchanged_condition_is_not_written_again()
    {
        var writer = new Writing.PodConditionWriter(_cluster, new ManualTime());
        _cluster.Pods.Set(Make.Pod("p"));
        for (var i = 0; i < 2; i++)
        {
            await writer.WriteAsync(_cluster.Pods.Get("default", "p")!, "Unschedulable", "no node", CancellationToken.None);
        }

        Assert.Single(_cluster.StatusPatches);
        await writer.WriteAsync(_cluster.Pods.Get("default", "p")!, "Unschedulable", "another reason", CancellationToken.None);
        Assert.Equal(2, _cluster.StatusPatches.Count);
    }

    [Fact]
    public async Task Condition_keeps_the_time_at_which_it_became_false()
    {
        var time = new ManualTime();
        var writer = new Writing.PodConditionWriter(_cluster, time);
        _cluster.Pods.Set(Make.Pod("p"));
        await writer.WriteAsync(_cluster.Pods.Get("default", "p")!, "Unschedulable", "no node", CancellationToken.None);
        var since = Condition("p")!.LastTransitionTime;
        time.Advance(TimeSpan.FromMinutes(1));
        await writer.WriteAsync(_cluster.Pods.Get("default", "p")!, "Unschedulable", "still none", CancellationToken.None);
        Assert.Equal(("still none", since), (Condition("p")!.Message, Condition("p")!.LastTransitionTime));
    }

    [Fact]
    public async Task Failed_binding_is_reported_and_tried_again()
    {
        var failures = 2;
        _cluster.BeforeBinding = _ => failures-- > 0 ? throw StatusErrors.Internal("etcd is away") : Task.CompletedTask;
        _cluster.Nodes.Set(Make.Node("a"));
        Start();
        _cluster.Pods.Set(Make.Pod("p", "4"));
        await Until(() => NodeOf("p") == "a" && _cluster.Events.Any(written => written.Reason == "Scheduled"));
        Assert.Contains(_cluster.Events, written => written.Reason == "FailedScheduling" && written.Note.Contains("etcd is away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slow_binding_holds_up_no_other_pod_and_its_room_is_not_given_away()
    {
        var hold = new TaskCompletionSource();
        _cluster.BeforeBinding = name => name == "slow" ? hold.Task : Task.CompletedTask;
        _cluster.Nodes.Set(Make.Node("a", cpu: "2"));
        Start();
        _cluster.Pods.Set(Make.Pod("slow", "1500m").Prioritised(1));
        _cluster.Pods.Set(Make.Pod("big", "1"));
        _cluster.Pods.Set(Make.Pod("small", "500m"));
        await Until(() => NodeOf("small") == "a" && Condition("big") is not null);
        Assert.Equal("", NodeOf("slow"));
        hold.SetResult();
        await Until(() => NodeOf("slow") == "a");
        Assert.Equal("", NodeOf("big"));
    }

    [Fact]
    public async Task Pod_deleted_and_created_again_under_its_name_is_scheduled_as_a_new_one()
    {
        var hold = new TaskCompletionSource();
        var first = true;
        _cluster.BeforeBinding = _ => Interlocked.Exchange(ref first, false) ? hold.Task : Task.CompletedTask;
        _cluster.Nodes.Set(Make.Node("a", cpu: "1"));
        Start();
        _cluster.Pods.Set(Make.Pod("p", "1"));
        await Until(() => !Volatile.Read(ref first));
        var again = Make.Pod("p", "1");
        _cluster.Pods.Set(again with { Metadata = again.Metadata with { UID = "second" } });
        await Until(() => NodeOf("p") == "a");
        hold.SetResult();
    }

    [Fact]
    public async Task Many_pods_never_overcommit_the_nodes()
    {
        for (var i = 0; i < 10; i++)
        {
            _cluster.Nodes.Set(Make.Node($"n{i}", cpu: "4", pods: 100));
        }

        var failed = new HashSet<string>();
        _cluster.BeforeBinding = async name =>
        {
            await Task.Yield();
            lock (failed)
            {
                if (name.EndsWith('3') && failed.Add(name))
                {
                    throw StatusErrors.Internal("once");
                }
            }
        };
        Start();
        for (var i = 0; i < 100; i++)
        {
            _cluster.Pods.Set(Make.Pod($"p{i}", "500m"));
        }

        await Until(() => _cluster.Pods.List().Count(pod => pod.Spec.NodeName.Length > 0) == 80);
        Assert.All(_cluster.Pods.List().Where(pod => pod.Spec.NodeName.Length > 0).GroupBy(pod => pod.Spec.NodeName), node => Assert.Equal(8, node.Count()));
    }

    [Fact]
    public async Task Replicas_of_a_service_spread_over_nodes()
    {
        var service = Service.Empty with
        {
            Metadata = Api.Meta.V1.ObjectMeta.Empty with { Name = "web", Namespace = "default" },
            Spec = ServiceSpec.Empty with { Selector = Api.ApiMap.Of("app", "web") },
        };
        _cluster.Informer<Service>().Set(service);
        foreach (var name in (string[])["a", "b", "c"])
        {
            _cluster.Nodes.Set(Make.Node(name));
            _cluster.Pods.Set(Make.Pod("web-" + name).With("app", "web"));
        }

        Start();
        await Until(() => _cluster.Pods.List().All(pod => pod.Spec.NodeName.Length > 0));
        Assert.Equal(3, _cluster.Pods.List().Select(pod => pod.Spec.NodeName).Distinct().Count());
    }

    [Fact]
    public async Task Event_that_repeats_becomes_a_series()
    {
        var time = new ManualTime();
        var recorder = new Writing.EventRecorder(_cluster, new SchedulerOptions(), time);
        for (var i = 0; i < 4; i++)
        {
            await recorder.RecordAsync(Make.Pod("p"), "Warning", "FailedScheduling", "Scheduling", "no node", CancellationToken.None);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(_cluster.Events);
        Assert.Contains("\"count\":2", Assert.Single(_cluster.EventPatches).Body, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(7));
        await recorder.RecordAsync(Make.Pod("p"), "Warning", "FailedScheduling", "Scheduling", "no node", CancellationToken.None);
        Assert.Equal(2, _cluster.Events.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Stopped as asked.
        }

        _stop.Dispose();
    }

    private void Start()
    {
        var options = new SchedulerOptions
        {
            ReportingInstance = "test",
            PodInitialBackoff = TimeSpan.FromMilliseconds(1),
            PodMaxBackoff = TimeSpan.FromMilliseconds(10),
        };
        var scheduler = new Scheduler(_cluster, _cluster, options, TimeProvider.System, NullLogger.Instance, new Random(1));
        _running = Task.Run(() => scheduler.RunAsync(_stop.Token));
    }

    /// <summary>Waits until a state is reached, with a deadline.</summary>
    private async Task Until(Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(Deadline);
        while (!reached())
        {
            Assert.False(_running.IsFaulted, _running.Exception?.ToString());
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(2, limit.Token);
        }
    }

    private string NodeOf(string pod) => _cluster.Pods.Get("default", pod)!.Spec.NodeName;

    private PodCondition? Condition(string pod) =>
        _cluster.Pods.Get("default", pod)!.Status.Conditions.FirstOrDefault(condition => condition.Type == "PodScheduled");
}
