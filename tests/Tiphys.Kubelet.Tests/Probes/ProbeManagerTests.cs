using System.Collections.Concurrent;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Probes;

namespace Tiphys.Kubelet.Tests.Probes;

public sealed class ProbeManagerTests : IAsyncDisposable
{
    private static readonly ProbeResult Failure = new(ProbeOutcome.Failure, "no");
    private static readonly ProbeResult Success = new(ProbeOutcome.Success);

    private static readonly TimeSpan FirstRun = TimeSpan.FromSeconds(1);

    private readonly ManualClock _clock = new();
    private readonly FakeProber _prober = new();
    private readonly FakeEvents _events = new();
    private readonly ProbeManager _manager;
    private readonly ConcurrentQueue<string> _changed = new();

    public ProbeManagerTests()
    {
        _manager = new ProbeManager(_prober, _events, _clock, new Random(1));
        _manager.Changed += _changed.Enqueue;
    }

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    [Fact]
    public void A_container_without_probes_is_ready_once_it_runs()
    {
        Track(TestPods.Container(), "c1");
        Assert.Equal(new ProbeVerdict(true, true, null), Verdict("c1"));
        Assert.Equal(new ProbeVerdict(false, false, null), Verdict("c2"));
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public async Task Readiness_comes_with_a_success_and_goes_with_enough_failures()
    {
        Track(TestPods.Container() with { ReadinessProbe = Probe("ready") with { FailureThreshold = 2 } }, "c1");
        Assert.Equal(new ProbeVerdict(true, false, null), Verdict("c1"));
        await RunsAsync("ready", 1, FirstRun);
        Assert.True(Verdict("c1").Ready);
        Assert.Equal(["11-22"], _changed);
        _prober["ready"] = Failure;
        await RunsAsync("ready", 2);
        Assert.True(Verdict("c1").Ready);
        await RunsAsync("ready", 3);
        await Eventually.TrueAsync(() => !Verdict("c1").Ready, "not ready");
        Assert.Equal(["11-22", "11-22"], _changed);
        Assert.Equal("Warning Unhealthy spec.containers{app}: Readiness probe failed: no", _events.Recorded.First());
        Assert.Equal(2, _events.Recorded.Count);
    }

    [Fact]
    public async Task Successes_count_as_many_as_the_threshold_asks_for()
    {
        Track(TestPods.Container() with { ReadinessProbe = Probe("ready") with { SuccessThreshold = 2 } }, "c1");
        await RunsAsync("ready", 1, FirstRun);
        Assert.False(Verdict("c1").Ready);
        await RunsAsync("ready", 2);
        await Eventually.TrueAsync(() => Verdict("c1").Ready, "ready");
    }

    [Fact]
    public async Task A_warning_is_a_success_of_which_people_are_told()
    {
        _prober["ready"] = new ProbeResult(ProbeOutcome.Warning, "elsewhere");
        Track(TestPods.Container() with { ReadinessProbe = Probe("ready") }, "c1");
        await RunsAsync("ready", 1, FirstRun);
        await Eventually.TrueAsync(() => Verdict("c1").Ready, "ready");
        Assert.Equal(["Warning ProbeWarning spec.containers{app}: Readiness probe warning: elsewhere"], _events.Recorded);
    }

    [Fact]
    public async Task A_probe_that_cannot_be_run_changes_nothing()
    {
        _prober["live"] = new ProbeResult(ProbeOutcome.Error, "broken");
        Track(TestPods.Container() with { LivenessProbe = Probe("live") with { FailureThreshold = 2 } }, "c1");
        await RunsAsync("live", 1, FirstRun);
        await RunsAsync("live", 2);
        await RunsAsync("live", 3);
        Assert.Null(Verdict("c1").Failure);
        Assert.Contains("Warning Unhealthy spec.containers{app}: Liveness probe errored and resulted in unknown state: broken", _events.Recorded);
    }

    [Fact]
    public async Task Enough_failures_of_liveness_ask_for_a_kill_and_the_next_container_begins_anew()
    {
        _prober["live"] = Failure;
        var container = TestPods.Container() with { LivenessProbe = Probe("live") with { FailureThreshold = 3, TerminationGracePeriodSeconds = 5 } };
        Track(container, "c1");
        await RunsAsync("live", 1, FirstRun);
        await RunsAsync("live", 2);
        Assert.Null(Verdict("c1").Failure);
        await RunsAsync("live", 3);
        await Eventually.TrueAsync(() => Verdict("c1").Failure is not null, "unhealthy");
        Assert.Equal(new ProbeFailure(ProbeType.Liveness, "Container app failed liveness probe", 5), Verdict("c1").Failure);

        // Nobody probes a container that is to be killed.
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(3, _prober.Runs("live"));
        Track(container, "c2");
        Assert.Null(Verdict("c2").Failure);
        await RunsAsync("live", 4, FirstRun);
        Assert.Null(Verdict("c2").Failure);
    }

    [Fact]
    public async Task Other_probes_wait_for_the_startup_probe()
    {
        _prober["start"] = Failure;
        Track(
            TestPods.Container() with { StartupProbe = Probe("start") with { FailureThreshold = 10 }, LivenessProbe = Probe("live") with { FailureThreshold = 3 }, ReadinessProbe = Probe("ready") },
            "c1");
        await RunsAsync("start", 1, FirstRun);
        await RunsAsync("start", 2);
        Assert.Equal(new ProbeVerdict(false, false, null), Verdict("c1"));
        Assert.Equal((0, 0), (_prober.Runs("live"), _prober.Runs("ready")));
        _prober["start"] = Success;
        await RunsAsync("start", 3);
        await Eventually.TrueAsync(() => Verdict("c1").Started, "started");
        await RunsAsync("ready", 1, TimeSpan.Zero);
        await RunsAsync("live", 1, TimeSpan.Zero);
        await Eventually.TrueAsync(() => Verdict("c1").Ready, "ready");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, _prober.Runs("start"));
    }

    [Fact]
    public async Task Enough_failures_of_startup_ask_for_a_kill()
    {
        _prober["start"] = Failure;
        Track(TestPods.Container() with { StartupProbe = Probe("start") with { FailureThreshold = 2 } }, "c1");
        await RunsAsync("start", 1, FirstRun);
        await RunsAsync("start", 2);
        await Eventually.TrueAsync(() => Verdict("c1").Failure is not null, "unhealthy");
        Assert.Equal("Container app failed startup probe", Verdict("c1").Failure!.Message);
    }

    [Fact]
    public async Task The_first_run_waits_for_the_initial_delay_from_the_start_of_the_container()
    {
        var started = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(4));
        Track(TestPods.Container() with { ReadinessProbe = Probe("ready") with { InitialDelaySeconds = 15 } }, "c1", started);
        _clock.Advance(TimeSpan.FromSeconds(10.9));
        Assert.Equal(0, _prober.Runs("ready"));
        await RunsAsync("ready", 1, TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public async Task A_container_that_one_failure_would_kill_gets_a_period_to_come_up()
    {
        Track(TestPods.Container() with { LivenessProbe = Probe("live") with { FailureThreshold = 1, InitialDelaySeconds = 0 } }, "c1");
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, _prober.Runs("live"));
        await RunsAsync("live", 1, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_container_that_comes_up_soon_is_ready_soon()
    {
        _prober["ready"] = Failure;
        Track(TestPods.Container() with { ReadinessProbe = Probe("ready") with { InitialDelaySeconds = 0 } }, "c1");
        await RunsAsync("ready", 1, TimeSpan.Zero);
        await RunsAsync("ready", 2, TimeSpan.FromSeconds(0.2));
        Assert.False(Verdict("c1").Ready);
        _prober["ready"] = Success;
        await RunsAsync("ready", 3, TimeSpan.FromSeconds(0.2));
        Assert.True(Verdict("c1").Ready);
        Assert.Empty(_events.Recorded);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(3, _prober.Runs("ready"));
        await RunsAsync("ready", 4, TimeSpan.FromSeconds(0.1));
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(4, _prober.Runs("ready"));
        await RunsAsync("ready", 5, TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public async Task Failures_of_early_runs_do_not_count()
    {
        _prober["start"] = Failure;
        Track(TestPods.Container() with { StartupProbe = Probe("start") with { InitialDelaySeconds = 0, FailureThreshold = 2 } }, "c1");
        await RunsAsync("start", 1, TimeSpan.Zero);
        await RunsAsync("start", 2, TimeSpan.FromSeconds(0.2));
        await RunsAsync("start", 3, TimeSpan.FromSeconds(0.2));
        await RunsAsync("start", 4, TimeSpan.FromSeconds(0.4));
        await RunsAsync("start", 5, TimeSpan.FromSeconds(0.2)); // The first that counts.
        await RunsAsync("start", 6, TimeSpan.FromSeconds(0.6));
        await RunsAsync("start", 7, TimeSpan.FromSeconds(1.6));
        await RunsAsync("start", 8, TimeSpan.FromSeconds(3.2));
        Assert.Single(_events.Recorded);
        Assert.Null(Verdict("c1").Failure);
        await RunsAsync("start", 9, TimeSpan.FromSeconds(4.6));
        Assert.Equal(ProbeType.Startup, Verdict("c1").Failure?.Type);
    }

    [Fact]
    public async Task Runs_do_not_overlap_and_one_that_was_missed_comes_after()
    {
        _prober.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Track(TestPods.Container() with { ReadinessProbe = Probe("ready") }, "c1");
        _clock.Advance(FirstRun);
        await Eventually.TrueAsync(() => _prober.Entered == 1, "running");
        _clock.Advance(TimeSpan.FromSeconds(35)); // Three more ticks.
        Assert.Equal(0, _prober.Runs("ready"));
        var gate = _prober.Gate;
        _prober.Gate = null;
        gate.SetResult();
        await Eventually.TrueAsync(() => _prober.Runs("ready") == 2, "two runs");
        Assert.Equal(1, _clock.PendingTimers);
    }

    [Fact]
    public async Task What_was_known_before_a_restart_of_the_kubelet_counts()
    {
        var container = TestPods.Container() with { StartupProbe = Probe("start"), ReadinessProbe = Probe("ready") };
        var pod = TestPods.Pod(container);
        var status = ContainerStatus.Empty with { Name = "app", ContainerID = "tiphys://c1", Started = true, Ready = true };
        pod = pod with { Status = pod.Status with { ContainerStatuses = [status] } };
        Track(pod, "c1");
        Assert.Equal(new ProbeVerdict(true, true, null), Verdict("c1"));
        _prober["ready"] = Failure;
        await RunsAsync("ready", 1);
        await Eventually.TrueAsync(() => !Verdict("c1").Ready, "not ready");
        Assert.Equal(0, _prober.Runs("start"));
    }

    [Fact]
    public async Task A_pod_that_is_ended_is_not_killed_for_its_probes()
    {
        _prober["live"] = Failure;
        Track(TestPods.Container() with { LivenessProbe = Probe("live") with { FailureThreshold = 2 }, ReadinessProbe = Probe("ready") }, "c1");
        await RunsAsync("live", 1, FirstRun);
        _manager.Terminating("11-22");
        await RunsAsync("ready", 2);
        Assert.Equal(1, _prober.Runs("live"));
        Assert.Null(Verdict("c1").Failure);
        _manager.Forget("11-22");
        Assert.Equal(0, _clock.PendingTimers);
        Assert.False(Verdict("c1").Ready);
    }

    [Fact]
    public void A_container_that_is_gone_has_no_timers()
    {
        var container = TestPods.Container() with { ReadinessProbe = Probe("ready") };
        Track(container, "c1");
        Assert.Equal(1, _clock.PendingTimers);
        Track(container, "c1");
        Assert.Equal(1, _clock.PendingTimers);
        _manager.Track(TestPods.Pod(container), Facts(), new Dictionary<string, RunningContainer>());
        Assert.Equal(0, _clock.PendingTimers);
    }

    private static Probe Probe(string name) => Api.Core.V1.Probe.Empty with
    {
        ProbeHandler = ProbeHandler.Empty with { Exec = ExecAction.Empty with { Command = [name] } },
        InitialDelaySeconds = 1, // So that there are no early runs.
        PeriodSeconds = 10,
        TimeoutSeconds = 1,
        SuccessThreshold = 1,
        FailureThreshold = name == "start" ? 3 : 1,
    };

    private static PodFacts Facts() => new() { NodeName = "node-1", PodIPs = ["10.1.0.5"] };

    private void Track(Container container, string id, DateTimeOffset? startedAt = null) => Track(TestPods.Pod(container), id, startedAt);

    private void Track(Pod pod, string id, DateTimeOffset? startedAt = null) =>
        _manager.Track(pod, Facts(), new Dictionary<string, RunningContainer> { ["app"] = new(id, startedAt ?? _clock.GetUtcNow()) });

    private ProbeVerdict Verdict(string id) => _manager.Verdict("11-22", "app", id);

    // Moves on by a period, and waits until the run that falls due then has been counted.
    private async Task RunsAsync(string name, int runs, TimeSpan? by = null)
    {
        _clock.Advance(by ?? TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => _prober.Runs(name) == runs && _manager.IsIdle("11-22"), $"{runs} runs of {name}");
    }
}
