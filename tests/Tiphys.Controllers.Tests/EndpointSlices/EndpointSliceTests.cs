using CsCheck;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Controllers.EndpointSlices;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.EndpointSlices;

public sealed class EndpointSliceTests
{
    private static readonly KeyValuePair<string, string> Label = new("app", "web");

    [Fact]
    public void A_service_without_pods_has_one_empty_slice_for_each_family()
    {
        var service = Service() with { Spec = Service().Spec with { IPFamilies = ["IPv4", "IPv6"] } };
        var plan = EndpointSliceCore.Plan(service, [], _ => null, [], 100);
        Assert.Equal(["IPv4", "IPv6"], plan.Create.Select(slice => slice.AddressType));
        Assert.All(plan.Create, slice => Assert.True(slice.Endpoints.IsEmpty && slice.Ports.IsEmpty));
        var again = EndpointSliceCore.Plan(service, [], _ => null, [.. plan.Create], 100);
        Assert.Empty(again.Create.Concat(again.Update).Concat(again.Delete));
    }

    [Fact]
    public void An_endpoint_shows_whether_its_pod_is_ready_and_where_it_is()
    {
        var terminating = Ready("b", "10.0.0.2") with { };
        terminating = terminating with { Metadata = terminating.Metadata with { DeletionTimestamp = new Time(DateTimeOffset.UtcNow) } };
        var node = Node.Empty with { Metadata = ObjectMeta.Empty with { Name = "n", Labels = ApiMap.Of("topology.kubernetes.io/zone", "z") } };
        var plan = EndpointSliceCore.Plan(Service(), [Ready("a", "10.0.0.1"), terminating, Ready("c", "10.0.0.3", ready: false), Ready("d", "fd00::1")], _ => node, [], 100);
        var endpoints = plan.Create.Single().Endpoints;
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3"], endpoints.Select(endpoint => endpoint.Addresses[0]));
        Assert.Equal([(true, true, false), (false, true, true), (false, false, false)], endpoints.Select(e => (e.Conditions.Ready, e.Conditions.Serving, e.Conditions.Terminating)).Select(c => (c.Ready!.Value, c.Serving!.Value, c.Terminating!.Value)));
        Assert.All(endpoints, endpoint => Assert.Equal(("n", "z", "Pod"), (endpoint.NodeName, endpoint.Zone, endpoint.TargetRef!.Kind)));
        var slice = plan.Create.Single();
        Assert.Equal("web", slice.Metadata.Labels["kubernetes.io/service-name"]);
        Assert.Equal(("http", 8080, "TCP"), (slice.Ports[0].Name, slice.Ports[0].Port, slice.Ports[0].Protocol));
    }

    [Fact]
    public void A_named_port_is_found_in_each_pod_and_pods_with_other_numbers_get_other_slices()
    {
        var service = Service() with { Spec = Service().Spec with { Ports = [ServicePort.Empty with { Name = "http", Port = 80, TargetPort = "web" }] } };
        var plan = EndpointSliceCore.Plan(service, [WithPort("a", 8080), WithPort("b", 9090), WithPort("c", 8080)], _ => null, [], 100);
        Assert.Equal([(8080, 2), (9090, 1)], plan.Create.Select(slice => (slice.Ports[0].Port!.Value, slice.Endpoints.Count)).Order());
    }

    [Fact]
    public void Prefer_close_gives_ready_endpoints_hints_of_their_zone()
    {
        var service = Service() with { Spec = Service().Spec with { TrafficDistribution = "PreferClose" } };
        var node = Node.Empty with { Metadata = ObjectMeta.Empty with { Labels = ApiMap.Of("topology.kubernetes.io/zone", "z") } };
        var endpoints = EndpointSliceCore.Plan(service, [Ready("a", "10.0.0.1"), Ready("b", "10.0.0.2", ready: false)], _ => node, [], 100).Create.Single().Endpoints;
        Assert.Equal("z", endpoints[0].Hints!.ForZones[0].Name);
        Assert.Null(endpoints[1].Hints);
    }

    /// <summary>Whatever pods come and go: every pod stands in exactly one slice, no slice is too full, and nothing is written without need.</summary>
    [Fact]
    public void Any_series_of_changes_keeps_every_pod_in_exactly_one_slice() =>
        Gen.Int[0, 30].HashSet[0, 25].List[1, 8].Sample(series =>
        {
            var slices = new List<EndpointSlice>();
            var names = 0;
            foreach (var alive in series)
            {
                var pods = alive.Select(i => Ready($"p{i}", $"10.0.0.{i}")).ToList();
                var plan = EndpointSliceCore.Plan(Service(), pods, _ => null, slices, 4);
                slices.RemoveAll(slice => plan.Delete.Any(deleted => deleted.Metadata.Name == slice.Metadata.Name));
                foreach (var update in plan.Update)
                {
                    slices[slices.FindIndex(slice => slice.Metadata.Name == update.Metadata.Name)] = update;
                }

                slices.AddRange(plan.Create.Select(slice => slice with { Metadata = slice.Metadata with { Name = $"s{names++}" } }));
                var shown = slices.SelectMany(slice => slice.Endpoints).Select(endpoint => endpoint.TargetRef!.Name).ToList();
                Assert.Equal(pods.Select(pod => pod.Metadata.Name).Order(), shown.Order());
                Assert.All(slices, slice => Assert.InRange(slice.Endpoints.Count, alive.Count == 0 ? 0 : 1, 4));
                Assert.NotEmpty(slices);
                var again = EndpointSliceCore.Plan(Service(), pods, _ => null, slices, 4);
                Assert.Empty(again.Create.Concat(again.Update).Concat(again.Delete));
            }
        });

    [Fact]
    public async Task Slices_and_Endpoints_follow_the_pods_of_a_service()
    {
        await using var cluster = new TestCluster { RunsPods = false }.Start();
        var client = cluster.Client;
        var service = client.Put(Service());
        await Eventually.TrueAsync(() => client.All<EndpointSlice>().Count == 1 && client.All<Endpoints>().Count == 1, "an empty slice");
        client.Put(Ready("a", "10.0.0.1"));
        client.Put(Ready("b", "10.0.0.2", ready: false));
        await Eventually.TrueAsync(() => client.All<EndpointSlice>().Sum(slice => slice.Endpoints.Count) == 2, "two endpoints");
        await Eventually.TrueAsync(
            () => client.All<Endpoints>().Single().Subsets is [{ Addresses: [{ IP: "10.0.0.1" }], NotReadyAddresses: [{ IP: "10.0.0.2" }], Ports: [{ Port: 8080 }] }],
            "one subset");
        Assert.Single(client.All<EndpointSlice>());
        client.Put(Ready("b", "10.0.0.2"));
        await Eventually.TrueAsync(() => client.All<Endpoints>().Single().Subsets is [{ Addresses.Count: 2, NotReadyAddresses.Count: 0 }], "both ready");
        client.Remove<Pod>("default", "a");
        client.Remove<Pod>("default", "b");
        await Eventually.TrueAsync(() => client.All<EndpointSlice>() is [{ Endpoints.Count: 0 }] && client.All<Endpoints>().Single().Subsets.IsEmpty, "nothing left");
        client.Remove<Service>("default", "web");
        await Eventually.TrueAsync(() => client.All<EndpointSlice>().Count == 0 && client.All<Endpoints>().Count == 0, "all gone");
        Assert.NotEmpty(service.Metadata.UID);
    }

    [Fact]
    public async Task Endpoints_that_nobody_selects_are_left_alone()
    {
        await using var cluster = new TestCluster().Start();
        var hand = Endpoints.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "default", Name = "hand" } };
        cluster.Client.Put(Service() with { Metadata = Service().Metadata with { Name = "hand" }, Spec = Service().Spec with { Selector = default } });
        cluster.Client.Put(hand);
        cluster.Client.Put(Service());
        await Eventually.TrueAsync(() => cluster.Client.All<Endpoints>().Count == 2, "the other Endpoints");
        Assert.Equal(default, cluster.Client.Find<Endpoints>("default", "hand")!.Metadata.Labels);
    }

    private static Service Service() => Api.Core.V1.Service.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "default", Name = "web", UID = "service" },
        Spec = ServiceSpec.Empty with
        {
            Selector = ApiMap.Create([Label]),
            ClusterIP = "10.96.0.1",
            IPFamilies = ["IPv4"],
            Type = "ClusterIP",
            Ports = [ServicePort.Empty with { Name = "http", Port = 80, TargetPort = 8080, Protocol = "TCP" }],
        },
    };

    private static Pod WithPort(string name, int port)
    {
        var pod = Ready(name, "10.0.0.1");
        var container = Container.Empty with { Name = "c", Ports = [ContainerPort.Empty with { Name = "web", Port = port, Protocol = "TCP" }] };
        return pod with { Spec = pod.Spec with { Containers = [container] } };
    }

    private static Pod Ready(string name, string ip, bool ready = true)
    {
        var pod = Pods.Named(name, "default", "n", Label);
        return Pods.Running(pod with { Status = pod.Status with { PodIP = ip, PodIPs = [PodIP.Empty with { IP = ip }] } }, ready);
    }
}
