using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Kubelet.Tests.Fakes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Pods;

public sealed class PodLifecycleTests
{
    [Fact]
    public async Task Pod_with_a_local_image_runs_and_reports_what_it_has()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = await kubelet.RunningAsync(Pod("web", Container("main")));
        var status = pod.Status;
        Assert.Equal("10.244.0.2", status.PodIP);
        Assert.Equal("192.0.2.1", status.HostIP);
        Assert.Equal(PodQOSClass.BestEffort, status.QOSClass);
        Assert.NotNull(status.StartTime);
        Assert.Equal(1, status.ObservedGeneration);
        var container = Assert.Single(status.ContainerStatuses);
        Assert.NotNull(container.State.Running);
        Assert.True(container.Ready);
        Assert.True(container.Started);
        Assert.Equal("docker.io/library/busybox:latest", container.Image);
        Assert.StartsWith("docker.io/library/busybox@sha256:", container.ImageID);
        Assert.StartsWith("tiphys://", container.ContainerID);
        Assert.Equal(
            ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"], status.Conditions.Select(each => each.Type));
        Assert.All(status.Conditions, each => Assert.Equal("True", each.Status));
    }

    [Fact]
    public async Task Deleted_pod_ends_gracefully_and_leaves_nothing()
    {
        await using var kubelet = new KubeletFixture().Start();
        await kubelet.RunningAsync(Pod("web", Container("main")));
        await kubelet.Client.DeleteAsync<Pod>("default", "web", null, default);
        await kubelet.GoneAsync("web");
        await Eventually.TrueAsync(() => kubelet.Runtime.ListPodSandboxes().Count == 0, "no sandbox");
        Assert.Empty(kubelet.Runtime.ListContainers());
        Assert.Empty(await kubelet.Network.ListAsync(default));
        Assert.NotEmpty(kubelet.Volumes.Released);
        Assert.Contains("stop main 30", kubelet.Runtime.Calls);
        Assert.Contains(kubelet.Events.All, each => each == "Normal Killing Stopping container main");
    }

    [Fact]
    public async Task Program_that_does_not_heed_the_signal_is_killed_when_the_grace_period_is_over()
    {
        await using var kubelet = new KubeletFixture().Start();
        kubelet.Runtime.OnStop = _ => null;
        await kubelet.RunningAsync(Pod("web", Container("main")));
        await kubelet.Client.DeleteAsync<Pod>("default", "web", DeleteOptions.Empty with { GracePeriodSeconds = 7 }, default);
        await Eventually.TrueAsync(() => kubelet.Runtime.Calls.Contains("stop main 7"), "asked to stop");
        Assert.Equal(PodPhase.Running, kubelet.Find("web")!.Status.Phase);
        await kubelet.AdvanceUntilGoneAsync("web", TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Shorter_grace_period_is_taken_over()
    {
        await using var kubelet = new KubeletFixture().Start();
        kubelet.Runtime.OnStop = _ => null;
        await kubelet.RunningAsync(Pod("web", Container("main")));
        await kubelet.Client.DeleteAsync<Pod>("default", "web", null, default);
        await Eventually.TrueAsync(() => kubelet.Runtime.Calls.Contains("stop main 30"), "asked to stop");
        await kubelet.Client.DeleteAsync<Pod>("default", "web", DeleteOptions.Empty with { GracePeriodSeconds = 3 }, default);
        await Eventually.TrueAsync(() => kubelet.Runtime.Calls.Contains("stop main 3"), "asked again");
        await kubelet.AdvanceUntilGoneAsync("web", TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Pod_that_vanishes_from_the_API_ends_too()
    {
        await using var kubelet = new KubeletFixture().Start();
        await kubelet.RunningAsync(Pod("web", Container("main")));
        kubelet.Client.Remove<Pod>("default", "web");
        await Eventually.TrueAsync(() => kubelet.Runtime.ListPodSandboxes().Count == 0, "no sandbox");
        Assert.Empty(kubelet.Runtime.ListContainers());
    }

    [Fact]
    public async Task Ended_container_restarts_at_once_and_then_later_and_later()
    {
        await using var kubelet = new KubeletFixture().Start();
        await kubelet.RunningAsync(Pod("web", Container("main")));
        kubelet.Runtime.Exit("main", 1);
        await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].RestartCount == 1 && IsReady(status));
        kubelet.Runtime.Exit("main", 1);
        var waiting = await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].State.Waiting is not null);
        var status = waiting.Status.ContainerStatuses[0];
        Assert.Equal("CrashLoopBackOff", status.State.Waiting!.Reason);
        Assert.Equal($"back-off 10s restarting failed container=main pod=web_default({waiting.Metadata.UID})", status.State.Waiting.Message);
        Assert.Equal(1, status.LastTerminationState.Terminated!.ExitCode);
        Assert.Equal("Error", status.LastTerminationState.Terminated.Reason);
        Assert.Equal(PodPhase.Running, waiting.Status.Phase);
        await kubelet.AdvanceUntilAsync("web", TimeSpan.FromSeconds(10), each => each.ContainerStatuses[0].RestartCount == 2 && IsReady(each));
        kubelet.Runtime.Exit("main", 1);
        await kubelet.UntilAsync("web", each => each.ContainerStatuses[0].State.Waiting?.Message.StartsWith("back-off 20s", StringComparison.Ordinal) is true);
        Assert.Equal(2, kubelet.Runtime.ListContainers().Count);
    }

    [Theory]
    [InlineData(RestartPolicy.Never, 0, PodPhase.Succeeded)]
    [InlineData(RestartPolicy.Never, 3, PodPhase.Failed)]
    [InlineData(RestartPolicy.OnFailure, 0, PodPhase.Succeeded)]
    public async Task Pod_whose_containers_are_not_restarted_ends(string policy, int code, string phase)
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = Pod("job", Container("main"));
        await kubelet.RunningAsync(pod with { Spec = pod.Spec with { RestartPolicy = policy } });
        kubelet.Runtime.Exit("main", code);
        var ended = await kubelet.UntilAsync("job", status => status.Phase == phase);
        Assert.Equal(code, ended.Status.ContainerStatuses[0].State.Terminated!.ExitCode);
        Assert.Equal("10.244.0.2", ended.Status.PodIP);
        Assert.Contains(ended.Status.Conditions, each => each.Type == "Ready" && each.Reason == (code == 0 ? "PodCompleted" : "PodFailed"));
        await Eventually.TrueAsync(
            () => kubelet.Runtime.ListPodSandboxes().All(each => each.State == Tiphys.Containers.PodSandboxState.NotReady), "the sandbox is stopped");
        await kubelet.Client.DeleteAsync<Pod>("default", "job", null, default);
        await kubelet.GoneAsync("job");
        await Eventually.TrueAsync(() => kubelet.Runtime.ListContainers().Count == 0, "no containers");
    }

    [Fact]
    public async Task Init_containers_run_one_after_another_before_the_main_ones()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = Pod("web", Container("main"));
        pod = pod with { Spec = pod.Spec with { InitContainers = [Container("one"), Container("two")] } };
        var waiting = await kubelet.CreateAsync(pod, status => status.InitContainerStatuses.Count == 2 && status.InitContainerStatuses[0].State.Running is not null);
        Assert.Equal(PodPhase.Pending, waiting.Status.Phase);
        Assert.Equal("PodInitializing", waiting.Status.ContainerStatuses[0].State.Waiting!.Reason);
        Assert.Contains(waiting.Status.Conditions, each => each.Type == "Initialized" && each.Message == "containers with incomplete status: [one two]");
        kubelet.Runtime.Exit("one", 0);
        await kubelet.UntilAsync("web", status => status.InitContainerStatuses[1].State.Running is not null);
        Assert.DoesNotContain("start main", kubelet.Runtime.Calls);
        kubelet.Runtime.Exit("two", 0);
        await kubelet.UntilAsync("web", IsReady);
    }

    [Fact]
    public async Task Failed_init_container_of_a_pod_that_never_restarts_fails_the_pod()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = Pod("web", Container("main"));
        pod = pod with { Spec = pod.Spec with { RestartPolicy = RestartPolicy.Never, InitContainers = [Container("one")] } };
        await kubelet.CreateAsync(pod, status => status.InitContainerStatuses.Count == 1 && status.InitContainerStatuses[0].State.Running is not null);
        kubelet.Runtime.Exit("one", 4);
        await kubelet.UntilAsync("web", status => status.Phase == PodPhase.Failed);
        Assert.DoesNotContain("start main", kubelet.Runtime.Calls);
    }

    [Fact]
    public async Task Sidecar_starts_before_and_ends_after_the_main_container()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = Pod("web", Container("main"));
        var sidecar = Container("side") with { RestartPolicy = ContainerRestartPolicy.Always };
        pod = pod with { Spec = pod.Spec with { RestartPolicy = RestartPolicy.Never, InitContainers = [sidecar] } };
        await kubelet.RunningAsync(pod);
        var calls = kubelet.Runtime.Calls.ToList();
        Assert.True(calls.IndexOf("start side") < calls.IndexOf("start main"));
        kubelet.Runtime.Exit("main", 0);
        await kubelet.UntilAsync("web", status => status.Phase == PodPhase.Succeeded);
        Assert.Contains("stop side 30", kubelet.Runtime.Calls);
    }

    [Fact]
    public async Task Changed_image_restarts_the_container_in_place()
    {
        await using var kubelet = new KubeletFixture().Start();
        kubelet.Images.Add("nginx");
        var pod = await kubelet.RunningAsync(Pod("web", Container("main")));
        await kubelet.Client.UpdateAsync(pod with { Spec = pod.Spec with { Containers = [Container("main", "nginx")] } }, null, default);
        var changed = await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].Image.EndsWith("nginx:latest", StringComparison.Ordinal) && IsReady(status));
        Assert.Equal(1, changed.Status.ContainerStatuses[0].RestartCount);
        Assert.Single(kubelet.Runtime.ListPodSandboxes());
        Assert.Contains(kubelet.Events.All, each => each == "Normal Killing Container main definition changed, will be restarted");
    }

    [Fact]
    public async Task New_kubelet_adopts_what_runs()
    {
        await using var former = new KubeletFixture().Start();
        var pod = await former.RunningAsync(Pod("web", Container("main")));
        await former.StopAsync();
        var id = former.Runtime.ListContainers()[0].Id;
        await using var kubelet = new KubeletFixture(former).Start();
        await kubelet.CreateAsync(Pod("other", Container("main")), IsReady);
        Assert.Contains(kubelet.Runtime.ListContainers(), each => each.Id == id && each.State == Tiphys.Containers.ContainerState.Running);
        var now = kubelet.Find("web")!;
        Assert.Equal(pod.Status.PodIP, now.Status.PodIP);
        Assert.Equal(0, now.Status.ContainerStatuses[0].RestartCount);
        Assert.Equal(2, kubelet.Runtime.ListContainers().Count);
    }

    [Fact]
    public async Task What_is_left_of_pods_that_are_gone_is_removed()
    {
        await using var former = new KubeletFixture().Start();
        await former.RunningAsync(Pod("web", Container("main")));
        await former.StopAsync();
        former.Client.Remove<Pod>("default", "web");
        await using var kubelet = new KubeletFixture(former).Start();
        await Eventually.TrueAsync(() => kubelet.Runtime.ListPodSandboxes().Count == 0, "no sandbox");
        await Eventually.TrueAsync(() => kubelet.Network.ListAsync(default).Result.Count == 0, "no network");
        await Eventually.TrueAsync(() => kubelet.Volumes.ListPodUids().Count == 0, "no directory");
    }
}
