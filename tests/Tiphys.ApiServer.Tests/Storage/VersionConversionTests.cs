using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.Tests.Support;
using Tiphys.Client;
using CoreV1 = Tiphys.Api.Core.V1;
using EventsV1 = Tiphys.Api.Events.V1;
using V1 = Tiphys.Api.Autoscaling.V1;
using V2 = Tiphys.Api.Autoscaling.V2;

namespace Tiphys.ApiServer.Tests.Storage;

public sealed class VersionConversionTests
{
    [Fact]
    public async Task An_event_of_one_group_is_seen_in_the_other()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        await server.Client.CreateAsync(
            new CoreV1.Event
            {
                Metadata = new ObjectMeta { Name = "e", Namespace = "default" },
                InvolvedObject = new CoreV1.ObjectReference { Kind = "Pod", Namespace = "default", Name = "p" },
                Message = "hello",
                Reason = "Because",
                Type = "Normal",
                Count = 3,
            },
            TestServer.Deadline);

        var seen = await server.Client.GetAsync<EventsV1.Event>("default", "e", TestServer.Deadline);
        Assert.Equal(("hello", "p", 3), (seen.Note, seen.Regarding.Name, seen.DeprecatedCount));
        await server.Client.UpdateAsync(seen with { Metadata = seen.Metadata with { Labels = [new("a", "b")] } }, null, TestServer.Deadline);
        var back = await server.Client.GetAsync<CoreV1.Event>("default", "e", TestServer.Deadline);
        Assert.Equal(("hello", "b"), (back.Message, back.Metadata.Labels["a"]));
        Assert.Single((await server.Client.ListAsync<EventsV1.Event>("default", new ListRequest(), TestServer.Deadline)).Items);
    }

    [Fact]
    public async Task A_watch_of_one_version_tells_of_writes_through_the_other()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        await using var watch = server.Client.WatchAsync<EventsV1.Event>("default", new WatchRequest { SendInitialEvents = true }, TestServer.Deadline).GetAsyncEnumerator();
        await server.Client.CreateAsync(
            new CoreV1.Event
            {
                Metadata = new ObjectMeta { Name = "e", Namespace = "default" },
                InvolvedObject = new CoreV1.ObjectReference { Namespace = "default" },
                Message = "hello",
                Type = "Normal",
            },
            TestServer.Deadline);

        while (await watch.MoveNextAsync() && watch.Current.Object is null)
        {
            // The bookmark that ends what was there.
        }

        Assert.Equal("hello", watch.Current.Object!.Note);
    }

    [Fact]
    public async Task An_autoscaler_keeps_in_v1_what_only_v2_knows()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        var created = await server.Client.CreateAsync(
            new V2.HorizontalPodAutoscaler
            {
                Metadata = new ObjectMeta { Name = "h", Namespace = "default" },
                Spec = new V2.HorizontalPodAutoscalerSpec
                {
                    ScaleTargetRef = new V2.CrossVersionObjectReference { APIVersion = "apps/v1", Kind = "Deployment", Name = "d" },
                    MinReplicas = 1,
                    MaxReplicas = 3,
                    Metrics =
                    [
                        Resource("memory", new V2.MetricTarget { Type = "AverageValue", AverageValue = "1Gi" }),
                        Resource("cpu", new V2.MetricTarget { Type = "Utilization", AverageUtilization = 55 }),
                    ],
                    Behavior = new V2.HorizontalPodAutoscalerBehavior
                    {
                        ScaleDown = new V2.HPAScalingRules
                        {
                            SelectPolicy = "Min",
                            StabilizationWindowSeconds = 60,
                            Policies = [new V2.HPAScalingPolicy { Type = "Pods", Value = 2, PeriodSeconds = 30 }],
                        },
                    },
                },
            },
            TestServer.Deadline);

        var old = await server.Client.GetAsync<V1.HorizontalPodAutoscaler>("default", "h", TestServer.Deadline);
        Assert.Equal(55, old.Spec.TargetCPUUtilizationPercentage);
        Assert.Equal(
            "[{\"type\":\"Resource\",\"resource\":{\"name\":\"memory\",\"targetAverageValue\":\"1Gi\"}}]", old.Metadata.Annotations["autoscaling.alpha.kubernetes.io/metrics"]);

        await server.Client.UpdateAsync(old with { Spec = old.Spec with { MaxReplicas = 5 } }, null, TestServer.Deadline);
        var back = await server.Client.GetAsync<V2.HorizontalPodAutoscaler>("default", "h", TestServer.Deadline);
        Assert.Equal(5, back.Spec.MaxReplicas);
        Assert.Equal(created.Spec.Metrics, back.Spec.Metrics);
        Assert.Equal(created.Spec.Behavior, back.Spec.Behavior);
        Assert.True(back.Metadata.Annotations.IsEmpty);
    }

    private static V2.MetricSpec Resource(string name, V2.MetricTarget target) =>
        new() { Type = "Resource", Resource = new V2.ResourceMetricSource { Name = name, Target = target } };
}
