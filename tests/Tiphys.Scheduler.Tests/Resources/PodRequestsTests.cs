using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Resources;
using Tiphys.Scheduler.Tests.Fakes;

namespace Tiphys.Scheduler.Tests.Resources;

public sealed class PodRequestsTests
{
    private readonly ResourceNames _names = new();

    [Fact]
    public void Containers_are_summed()
    {
        var pod = With([Make.Container("a", "100m", "1Gi"), Make.Container("b", "200m")]);
        var requests = PodRequests.Of(pod, _names);
        Assert.Equal((300, 1L << 30), (requests.MilliCpu, requests.Memory));
    }

    [Fact]
    public void An_init_container_counts_when_it_needs_more_than_the_rest()
    {
        var pod = With([Make.Container("a", "100m", "64Mi")], Make.Container("init", "2", "32Mi"));
        var requests = PodRequests.Of(pod, _names);
        Assert.Equal((2000, 64L << 20), (requests.MilliCpu, requests.Memory));
    }

    [Fact]
    public void Sidecars_run_beside_later_init_containers_and_the_containers()
    {
        var sidecar = Make.Container("side", "300m") with { RestartPolicy = "Always" };
        var before = With([Make.Container("a", "100m")], Make.Container("init", "350m"), sidecar);
        var after = With([Make.Container("a", "100m")], sidecar, Make.Container("init", "350m"));
        Assert.Equal(400, PodRequests.Of(before, _names).MilliCpu);
        Assert.Equal(650, PodRequests.Of(after, _names).MilliCpu);
    }

    [Fact]
    public void Pod_level_requests_replace_the_sum_and_overhead_comes_on_top()
    {
        var pod = With([Make.Container("a", "100m", "1Gi")]);
        pod = pod with
        {
            Spec = pod.Spec with
            {
                Resources = ResourceRequirements.Empty with { Requests = Make.Amounts("1", null) },
                Overhead = Make.Amounts("50m", "1Mi"),
            },
        };
        var requests = PodRequests.Of(pod, _names);
        Assert.Equal((1050, (1L << 30) + (1L << 20)), (requests.MilliCpu, requests.Memory));
    }

    [Fact]
    public void A_resize_under_way_counts_as_the_greater_of_wish_and_state()
    {
        var pod = With([Make.Container("main", "100m")]);
        var status = ContainerStatus.Empty with
        {
            Name = "main",
            Resources = ResourceRequirements.Empty with { Requests = Make.Amounts("500m", null) },
            AllocatedResources = Make.Amounts("300m", null),
        };
        pod = pod with { Status = pod.Status with { ContainerStatuses = [status] } };
        Assert.Equal(500, PodRequests.Of(pod, _names).MilliCpu);
    }

    [Fact]
    public void Containers_without_requests_weigh_something_when_nodes_are_compared()
    {
        var pod = With([Make.Container("a"), Make.Container("b", "1")]);
        Assert.Equal(1000, PodRequests.Of(pod, _names).MilliCpu);
        var requests = PodRequests.NonZeroOf(pod, _names);
        Assert.Equal((1100, 400L << 20), (requests.MilliCpu, requests.Memory));
    }

    [Fact]
    public void Absurd_amounts_do_not_overflow_into_small_ones()
    {
        var pod = With([.. Enumerable.Range(0, 60).Select(i => Make.Container($"c{i}", "9e18", "9223372036854775807"))]);
        var requests = PodRequests.Of(pod, _names);
        Assert.True(requests.MilliCpu > 1L << 56 && requests.Memory > 1L << 56);
    }

    private static Pod With(ApiList<Container> containers, params Container[] init) => Make.Pod("p") with
    {
        Spec = PodSpec.Empty with { Containers = containers, InitContainers = [.. init] },
    };
}
