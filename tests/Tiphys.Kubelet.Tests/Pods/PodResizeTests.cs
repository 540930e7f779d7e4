using Tiphys.Api.Core.V1;
using Tiphys.Client.Fakes;
using Tiphys.Kubelet.Tests.Fakes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Pods;

public sealed class PodResizeTests
{
    [Fact]
    public async Task Running_container_gets_its_new_resources_without_a_restart()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = await kubelet.RunningAsync(Pod("web", Sized("1", "1Gi")));
        await ResizeAsync(kubelet, pod, "2", "2Gi");
        var resized = await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].Resources!.Limits["memory"] == "2Gi" && !HasResizeCondition(status));
        Assert.Equal(0, resized.Status.ContainerStatuses[0].RestartCount);
        Assert.Equal((Quantity)"2", resized.Status.ContainerStatuses[0].AllocatedResources["cpu"]);
        Assert.Equal(2048ul, kubelet.Runtime.ListContainers()[0].Config.Resources.CpuShares);
        Assert.Contains(kubelet.Events.All, each => each.StartsWith("Normal ResizeCompleted Pod resize completed: {\"containers\":[{\"name\":\"main\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Container_that_wants_so_is_restarted_for_new_memory()
    {
        await using var kubelet = new KubeletFixture().Start();
        var policy = ContainerResizePolicy.Empty with { ResourceName = "memory", RestartPolicy = ResourceResizeRestartPolicy.RestartContainer };
        var pod = await kubelet.RunningAsync(Pod("web", Sized("1", "1Gi") with { ResizePolicy = [policy] }));
        await ResizeAsync(kubelet, pod, "1", "2Gi");
        await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].RestartCount == 1 && IsReady(status));
        Assert.Equal(2L << 30, kubelet.Runtime.ListContainers().MaxBy(each => each.CreatedAt)!.Config.Resources.MemoryLimit);
    }

    [Theory]
    [InlineData("100", "Infeasible", "Node didn't have enough capacity: cpu, requested: 100000, capacity: 4000")]
    [InlineData("3", "Deferred", "Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000")]
    public async Task What_the_node_cannot_give_stays_pending(string cpu, string reason, string message)
    {
        await using var kubelet = new KubeletFixture().Start();
        await kubelet.RunningAsync(Pod("other", Sized("2", "1Gi")));
        var pod = await kubelet.RunningAsync(Pod("web", Sized("1", "1Gi")));
        await ResizeAsync(kubelet, pod, cpu, "1Gi");
        var pending = await kubelet.UntilAsync("web", HasResizeCondition);
        var condition = pending.Status.Conditions.Single(each => each.Type == PodConditionType.PodResizePending);
        Assert.Equal((reason, message), (condition.Reason, condition.Message));
        Assert.Equal((Quantity)"1", pending.Status.ContainerStatuses[0].AllocatedResources["cpu"]);
        Assert.DoesNotContain("update main", kubelet.Runtime.Calls);
    }

    [Fact]
    public async Task Deferred_change_is_made_when_another_pod_has_ended()
    {
        await using var kubelet = new KubeletFixture().Start();
        await kubelet.RunningAsync(Pod("other", Sized("2", "1Gi")));
        var pod = await kubelet.RunningAsync(Pod("web", Sized("1", "1Gi")));
        await ResizeAsync(kubelet, pod, "3", "1Gi");
        await kubelet.UntilAsync("web", HasResizeCondition);
        await kubelet.Client.DeleteAsync<Pod>("default", "other", null, default);
        await kubelet.UntilAsync("web", status => status.ContainerStatuses[0].AllocatedResources["cpu"] == "3" && !HasResizeCondition(status));
    }

    [Fact]
    public async Task Memory_that_is_in_use_is_not_taken_away()
    {
        await using var kubelet = new KubeletFixture().Start();
        var pod = await kubelet.RunningAsync(Pod("web", Sized("1", "2Gi")));
        kubelet.Runtime.MemoryUsage = (3UL << 30) / 2;
        await ResizeAsync(kubelet, pod, "1", "1Gi");
        var failed = await kubelet.UntilAsync("web", status => status.Conditions.Any(each => each.Type == PodConditionType.PodResizeInProgress && each.Reason == "Error"));
        Assert.Contains("memory limit (1073741824) below current usage (1610612736)", failed.Status.Conditions.Single(each => each.Type == PodConditionType.PodResizeInProgress).Message);
        Assert.Equal((Quantity)"2Gi", failed.Status.ContainerStatuses[0].Resources!.Limits["memory"]);
    }

    private static bool HasResizeCondition(PodStatus status) =>
        status.Conditions.Any(each => each.Type is PodConditionType.PodResizePending or PodConditionType.PodResizeInProgress);

    private static Container Sized(string cpu, string memory)
    {
        var resources = ApiMap.Of<Quantity>("cpu", cpu).SetItem("memory", memory);
        return Container("main") with { Resources = ResourceRequirements.Empty with { Requests = resources, Limits = resources } };
    }

    private static async Task ResizeAsync(KubeletFixture kubelet, Pod pod, string cpu, string memory)
    {
        var containers = pod.Spec.Containers.Map(container => container with { Resources = Sized(cpu, memory).Resources });
        await kubelet.Client.UpdateAsync(kubelet.Find("web")! with { Spec = pod.Spec with { Containers = containers } }, null, default);
    }
}
