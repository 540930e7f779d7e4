using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Cgroups;

namespace Tiphys.Kubelet.Tests.Cgroups;

public sealed class PodQosTests
{
    [Theory]
    [InlineData("", "", PodQOSClass.BestEffort)]
    [InlineData("cpu=1 memory=1Gi", "cpu=1 memory=1Gi", PodQOSClass.Guaranteed)]
    [InlineData("", "cpu=1 memory=1Gi", PodQOSClass.Guaranteed)]
    [InlineData("cpu=500m", "cpu=1 memory=1Gi", PodQOSClass.Burstable)]
    [InlineData("cpu=1", "", PodQOSClass.Burstable)]
    [InlineData("", "memory=1Gi", PodQOSClass.Burstable)]
    [InlineData("cpu=0", "", PodQOSClass.BestEffort)]
    [InlineData("", "example.com/gpu=1", PodQOSClass.BestEffort)]
    public void Class_follows_from_requests_and_limits(string requests, string limits, string expected)
    {
        var resources = ResourceRequirements.Empty with { Requests = Map(requests), Limits = Map(limits) };
        Assert.Equal(expected, PodQos.Compute(PodSpec.Empty with { Containers = [Container.Empty with { Name = "a", Resources = resources }] }));
    }

    [Fact]
    public void One_container_without_limits_makes_a_pod_burstable()
    {
        var full = ResourceRequirements.Empty with { Limits = Map("cpu=1 memory=1Gi") };
        Assert.Equal(
            PodQOSClass.Burstable,
            PodQos.Compute(PodSpec.Empty with { Containers = [Container.Empty with { Resources = full }, Container.Empty with { Name = "b" }] }));
    }

    private static ApiMap<Quantity> Map(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .Select(pair => KeyValuePair.Create(pair[0], (Quantity)pair[1]))
        .ToApiMap();
}
