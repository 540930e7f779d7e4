using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Containers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Hooks;
using Tiphys.Kubelet.Probes;
using Tiphys.Kubelet.Tests.Fakes;
using Tiphys.Kubelet.Volumes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;
using Container = Tiphys.Api.Core.V1.Container;

namespace Tiphys.Kubelet.Tests.Pods;

public sealed class PodFailureTests
{
    [Fact]
    public async Task Failed_pull_is_told_and_then_waits_and_is_tried_again()
    {
        await using var kubelet = new KubeletFixture().Start();
        var failed = await kubelet.CreateAsync(Pod("web", Container("main", "nowhere/app:1")), status => Reason(status) == "ErrImagePull");
        Assert.Equal("nowhere/app:1: not found", failed.Status.ContainerStatuses[0].State.Waiting!.Message);
        Assert.Equal(PodPhase.Pending, failed.Status.Phase);
        var waiting = await kubelet.AdvanceUntilAsync("web", TimeSpan.FromSeconds(2), status => Reason(status) == "ImagePullBackOff");
        Assert.Equal(
            "Back-off pulling image \"nowhere/app:1\": ErrImagePull: nowhere/app:1: not found", waiting.Status.ContainerStatuses[0].State.Waiting!.Message);
        Assert.Single(kubelet.Images.Pulls);
        kubelet.Images.OnPull = (reference, _) => FakeImageService.Image(reference);
        await kubelet.AdvanceUntilAsync("web", TimeSpan.FromSeconds(8), IsReady);
        Assert.Contains(kubelet.Events.All, each => each.StartsWith("Normal Pulled Successfully pulled image \"nowhere/app:1\" in ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("busybox:other", PullPolicy.Never, "ErrImageNeverPull")]
    [InlineData("Not/An/Image!", PullPolicy.IfNotPresent, "InvalidImageName")]
    public async Task Image_that_cannot_come_is_named_as_the_reason(string image, string policy, string reason)
    {
        await using var kubelet = new KubeletFixture().Start();
        await kubelet.CreateAsync(Pod("web", Container("main", image) with { ImagePullPolicy = policy }), status => Reason(status) == reason);
        Assert.Empty(kubelet.Images.Pulls);
    }

    [Fact]
    public async Task Policy_always_pulls_what_is_here_too_with_the_credentials_of_the_pod()
    {
        await using var kubelet = new KubeletFixture();
        var json = """{"auths":{"registry.test:5000":{"username":"me","password":"secret"}}}""";
        kubelet.References.Secrets["default/pull"] = Secret.Empty with
        {
            Type = "kubernetes.io/dockerconfigjson",
            Data = ApiMap.Of(".dockerconfigjson", ApiBytes.FromUtf8(json)),
        };
        string? user = null;
        kubelet.Images.OnPull = (reference, credentials) =>
        {
            user = credentials?.Username;
            return FakeImageService.Image(reference);
        };
        kubelet.Images.Add("registry.test:5000/app:1");
        kubelet.Start();
        var pod = Pod("web", Container("main", "registry.test:5000/app:1") with { ImagePullPolicy = PullPolicy.Always });
        await kubelet.RunningAsync(pod with { Spec = pod.Spec with { ImagePullSecrets = [LocalObjectReference.Empty with { Name = "pull" }] } });
        Assert.Equal("me", user);
    }

    [Fact]
    public async Task Container_that_cannot_be_configured_waits_until_it_can()
    {
        await using var kubelet = new KubeletFixture();
        kubelet.Environment.Fault = _ => new ContainerConfigException("configmap \"settings\" not found");
        kubelet.Start();
        var pod = await kubelet.CreateAsync(Pod("web", Container("main")), status => Reason(status) == "CreateContainerConfigError");
        Assert.Equal("configmap \"settings\" not found", pod.Status.ContainerStatuses[0].State.Waiting!.Message);
        kubelet.Environment.Fault = _ => null;
        kubelet.References.Change(pod.Metadata.UID);
        await kubelet.UntilAsync("web", IsReady);
    }

    [Fact]
    public async Task Container_that_must_not_be_root_but_would_is_not_created()
    {
        await using var kubelet = new KubeletFixture().Start();
        var container = Container("main") with { SecurityContext = SecurityContext.Empty with { RunAsNonRoot = true } };
        var pod = await kubelet.CreateAsync(Pod("web", container), status => Reason(status) == "CreateContainerConfigError");
        Assert.Equal(
            $"container has runAsNonRoot and image will run as root (pod: \"web_default({pod.Metadata.UID})\", container: main)",
            pod.Status.ContainerStatuses[0].State.Waiting!.Message);
    }

    [Theory]
    [InlineData("create main", "CreateContainerError")]
    [InlineData("start main", "RunContainerError")]
    public async Task Failure_of_the_engine_is_told(string call, string reason)
    {
        await using var kubelet = new KubeletFixture();
        kubelet.Runtime.Fault = what => what == call ? new ContainerRuntimeException("no such file") : null;
        kubelet.Start();
        var pod = await kubelet.CreateAsync(Pod("web", Container("main")), status => Reason(status) == reason);
        Assert.Equal("no such file", pod.Status.ContainerStatuses[0].State.Waiting!.Message);
    }

    [Fact]
    public async Task Failed_postStart_kills_the_container()
    {
        await using var kubelet = new KubeletFixture();
        kubelet.Hooks.OnRun = (_, _) => Task.FromResult(new HookResult("it broke"));
        kubelet.Start();
        var container = Container("main") with { Lifecycle = Lifecycle.Empty with { PostStart = LifecycleHandler.Empty with { Exec = ExecAction.Empty } } };
        await kubelet.CreateAsync(Pod("web", container), status => Reason(status) is "PostStartHookError" or "CrashLoopBackOff");
        Assert.Contains(kubelet.Runtime.Calls, each => each.StartsWith("stop main", StringComparison.Ordinal));
        Assert.Contains("Warning FailedPostStartHook PostStartHook failed", kubelet.Events.All);
    }

    [Fact]
    public async Task PreStop_runs_within_the_grace_period()
    {
        await using var kubelet = new KubeletFixture();
        var hook = new TaskCompletionSource<HookResult>();
        kubelet.Hooks.OnRun = (_, _) => hook.Task;
        kubelet.Start();
        var container = Container("main") with { Lifecycle = Lifecycle.Empty with { PreStop = LifecycleHandler.Empty with { Exec = ExecAction.Empty } } };
        await kubelet.RunningAsync(Pod("web", container));
        await kubelet.Client.DeleteAsync<Pod>("default", "web", DeleteOptions.Empty with { GracePeriodSeconds = 10 }, default);
        await Eventually.TrueAsync(() => !kubelet.Hooks.Runs.IsEmpty, "hook runs");
        kubelet.Clock.Advance(TimeSpan.FromSeconds(4));
        hook.SetResult(HookResult.Success);
        await kubelet.GoneAsync("web");
        Assert.Contains("stop main 6", kubelet.Runtime.Calls);
    }

    [Fact]
    public async Task Volume_that_is_not_ready_keeps_the_pod_waiting()
    {
        await using var kubelet = new KubeletFixture();
        kubelet.Volumes.Fault = _ => new VolumeException("MountVolume.SetUp failed for volume \"v\" : secret \"s\" not found");
        kubelet.Start();
        await kubelet.CreateAsync(Pod("web", Container("main")), status => Reason(status) == "ContainerCreating");
        await Eventually.TrueAsync(() => kubelet.Events.All.Any(each => each.StartsWith("Warning FailedMount", StringComparison.Ordinal)), "event");
        Assert.Empty(kubelet.Runtime.ListPodSandboxes());
        kubelet.Volumes.Fault = _ => null;
        await kubelet.AdvanceUntilAsync("web", TimeSpan.FromSeconds(10), IsReady);
    }

    [Fact]
    public async Task Sandbox_without_network_is_removed_and_made_again()
    {
        await using var kubelet = new KubeletFixture();
        var isFirst = true;
        kubelet.Network.Fault = _ => Interlocked.Exchange(ref isFirst, false) ? new Tiphys.Network.Pods.PodNetworkException("no free address") : null;
        kubelet.Start();
        await kubelet.Client.CreateAsync(Pod("web", Container("main")), default);
        await Eventually.TrueAsync(
            () => kubelet.Events.All.Contains("Warning FailedCreatePodSandBox Failed to create pod sandbox: no free address"), "event");
        await kubelet.UntilAsync("web", status => status.Phase == PodPhase.Pending);
        await kubelet.AdvanceUntilAsync("web", TimeSpan.FromSeconds(10), IsReady);
        Assert.Single(kubelet.Runtime.ListPodSandboxes());
    }

    [Fact]
    public async Task Pod_that_does_not_fit_fails()
    {
        await using var kubelet = new KubeletFixture().Start();
        var container = Container("main") with { Resources = ResourceRequirements.Empty with { Requests = ApiMap.Of<Quantity>("cpu", "3") } };
        await kubelet.RunningAsync(Pod("one", container));
        var rejected = await kubelet.CreateAsync(Pod("two", container), status => status.Phase == PodPhase.Failed);
        Assert.Equal("OutOfcpu", rejected.Status.Reason);
        Assert.Equal("Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 3000, capacity: 4000", rejected.Status.Message);
        await kubelet.Client.DeleteAsync<Pod>("default", "two", null, default);
        await kubelet.GoneAsync("two");
        await kubelet.Client.DeleteAsync<Pod>("default", "one", null, default);
        await kubelet.GoneAsync("one");
        await kubelet.RunningAsync(Pod("three", container));
    }

    [Fact]
    public async Task Pod_whose_time_is_over_fails()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = Pod("web", Container("main"));
        await kubelet.RunningAsync(pod with { Spec = pod.Spec with { ActiveDeadlineSeconds = 60 } });
        var ended = await kubelet.AdvanceUntilAsync("web", TimeSpan.FromSeconds(61), status => status.Phase == PodPhase.Failed);
        Assert.Equal("DeadlineExceeded", ended.Status.Reason);
        Assert.NotNull(ended.Status.ContainerStatuses[0].State.Terminated);
    }

    [Fact]
    public async Task Failed_liveness_probe_restarts_the_container()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = await kubelet.RunningAsync(Pod("web", Container("main")));
        kubelet.Probes.Say(pod.Metadata.UID, "main", new ProbeVerdict(true, true, new ProbeFailure(ProbeType.Liveness, "", 5)));
        await Eventually.TrueAsync(() => kubelet.Runtime.Calls.Contains("stop main 5"), "killed");
        kubelet.Probes.Say(pod.Metadata.UID, "main", new ProbeVerdict(true, true, null));
        await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].RestartCount == 1);
        Assert.Contains("Normal Killing Container main failed liveness probe, will be restarted", kubelet.Events.All);
    }

    [Fact]
    public async Task Pod_is_ready_as_its_probes_and_gates_say()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = Pod("web", Container("main"));
        pod = pod with { Spec = pod.Spec with { ReadinessGates = [PodReadinessGate.Empty with { ConditionType = "example.com/gate" }] } };
        var waiting = await kubelet.CreateAsync(pod, status => status.Conditions.Any(each => each.Type == "Ready" && each.Reason == "ReadinessGatesNotReady"));
        Assert.Contains(
            waiting.Status.Conditions, each => each.Message == "corresponding condition of pod readiness gate \"example.com/gate\" does not exist.");
        var gate = PodCondition.Empty with { Type = "example.com/gate", Status = "True" };
        await kubelet.Client.UpdateAsync(waiting with { Status = waiting.Status with { Conditions = waiting.Status.Conditions.Add(gate) } }, "status", default);
        var ready = await kubelet.UntilAsync("web", IsReady);
        kubelet.Probes.Say(ready.Metadata.UID, "main", new ProbeVerdict(true, false, null));
        var unready = await kubelet.UntilAsync("web", status => !status.ContainerStatuses[0].Ready);
        Assert.Contains(unready.Status.Conditions, each => each.Type == "Ready" && each.Message == "containers with unready status: [main]");
        Assert.Contains(unready.Status.Conditions, each => each.Type == "example.com/gate");
    }

    [Fact]
    public async Task Ephemeral_container_joins_a_running_pod()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = await kubelet.RunningAsync(Pod("web", Container("main")));
        var debug = EphemeralContainer.Empty with
        {
            EphemeralContainerCommon = EphemeralContainerCommon.Empty with { Name = "debug", Image = "busybox", ImagePullPolicy = PullPolicy.IfNotPresent },
            TargetContainerName = "main",
        };
        await kubelet.Client.UpdateAsync(pod with { Spec = pod.Spec with { EphemeralContainers = [debug] } }, null, default);
        await kubelet.UntilAsync("web", status => status.EphemeralContainerStatuses.Any(each => each.State.Running is not null));
        var created = kubelet.Runtime.ListContainers().Single(each => each.Config.Metadata.Name == "debug");
        Assert.Equal(NamespaceMode.Target, created.Config.SecurityContext.Namespaces!.Pid);
        kubelet.Runtime.Exit("debug", 1);
        await kubelet.UntilAsync("web", status => status.EphemeralContainerStatuses.Any(each => each.State.Terminated is { ExitCode: 1 }));
        Assert.Single(kubelet.Runtime.Calls, each => each == "start debug");
    }

    [Fact]
    public async Task End_of_a_container_is_seen_while_another_one_is_still_being_pulled()
    {
        await using var kubelet = new KubeletFixture();
        using var pull = new ManualResetEventSlim();
        kubelet.Images.OnPull = (reference, _) => FakeImageService.Image(reference);
        kubelet.Hooks.OnRun = (_, _) => Task.Run(() =>
        {
            pull.Wait();
            return HookResult.Success;
        });
        kubelet.Start();
        var slow = Container("slow") with { Lifecycle = Lifecycle.Empty with { PostStart = LifecycleHandler.Empty with { Exec = ExecAction.Empty } } };
        var pod = Pod("web", Container("main"), slow);
        await kubelet.CreateAsync(pod with { Spec = pod.Spec with { RestartPolicy = RestartPolicy.Never } }, status => status.ContainerStatuses.All(each => each.State.Running is not null) && status.ContainerStatuses.Count == 2);
        kubelet.Runtime.Exit("main", 5);
        await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].State.Terminated is { ExitCode: 5 });
        pull.Set();
    }

    [Fact]
    public async Task Container_may_ask_for_a_restart_of_the_whole_pod()
    {
        await using var kubelet = new KubeletFixture().Start();
        var rule = ContainerRestartRule.Empty with
        {
            Action = ContainerRestartRuleAction.RestartAllContainers,
            ExitCodes = ContainerRestartRuleOnExitCodes.Empty with { Operator = ContainerRestartRuleOnExitCodesOperator.In, Values = [42] },
        };
        var main = Container("main") with { RestartPolicy = ContainerRestartPolicy.Never, RestartPolicyRules = [rule] };
        var pod = Pod("web", main, Container("other"));
        await kubelet.CreateAsync(
            pod with { Spec = pod.Spec with { InitContainers = [Container("init")] } },
            status => status.InitContainerStatuses.Count == 1 && status.InitContainerStatuses[0].State.Running is not null);
        kubelet.Runtime.Exit("init", 0);
        await kubelet.UntilAsync("web", IsReady);
        kubelet.Runtime.Exit("main", 42);
        await Eventually.TrueAsync(() => kubelet.Runtime.Calls.Count(each => each == "start init") == 2, "the init container runs again");
        kubelet.Runtime.Exit("init", 0);
        var again = await kubelet.UntilAsync("web", status => status.ContainerStatuses.All(each => each.RestartCount == 1) && IsReady(status));
        Assert.Equal(42, again.Status.ContainerStatuses.Single(each => each.Name == "main").LastTerminationState.Terminated!.ExitCode);
        Assert.Equal(137, again.Status.ContainerStatuses.Single(each => each.Name == "other").LastTerminationState.Terminated!.ExitCode);
        Assert.Single(kubelet.Runtime.ListPodSandboxes());
        Assert.Contains(again.Status.Conditions, each => each.Type == PodConditionType.AllContainersRestarting && each.Status == "False");
    }

    private static string Reason(PodStatus status) => status.ContainerStatuses.FirstOrDefault()?.State.Waiting?.Reason ?? "";
}
