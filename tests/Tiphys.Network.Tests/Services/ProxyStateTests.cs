using System.Collections.Immutable;
using System.Net;
using CsCheck;
using Tiphys.Network.Services;

namespace Tiphys.Network.Tests.Services;

public sealed class ProxyStateTests
{
    private static readonly ProxyOptions Options = new() { Instance = new InstanceName("x"), NodeName = "n1" };

    private static readonly Gen<ServiceEndpoint> GenEndpoint =
        Gen.Select(Gen.Int[1, 12], Gen.Int[80, 81], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 2].Select(i => i == 0 ? null : "n" + i))
            .Select((ip, port, ready, serving, terminating, node) => new ServiceEndpoint
            {
                IP = IPAddress.Parse("10.0.0." + ip),
                Port = port,
                Ready = ready,
                Serving = serving,
                Terminating = terminating,
                NodeName = node,
            });

    private static readonly Gen<ServicePort> GenPort =
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Bool, GenEndpoint.Array[0, 6], Gen.Bool)
            .Select((ip, nodePort, external, internalLocal, affinity, endpoints, balancer) => new ServicePort
            {
                ClusterIPs = [IPAddress.Parse("10.1.0." + ip)],
                Port = 80,
                NodePort = nodePort == 0 ? 0 : 30000 + nodePort,
                LoadBalancerIPs = balancer ? [IPAddress.Parse("10.2.0." + ip)] : [],
                LoadBalancerSourceRanges = balancer ? [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("10.3.0.0/16")] : [],
                ExternalPolicyLocal = external,
                InternalPolicyLocal = internalLocal,
                Affinity = affinity ? TimeSpan.FromSeconds(60) : null,
                Endpoints = [.. endpoints],
            });

    private static readonly Gen<ServiceMap> GenMap =
        Gen.Select(GenPort.Array[0, 6], Gen.Bool.Select(b => b ? "z1" : null)).Select((ports, zone) => new ServiceMap
        {
            NodeZone = zone,
            Ports = ports.Select((port, i) => (port, i)).ToImmutableDictionary(
                p => new ServicePortName("ns", "s" + p.i, "", p.i % 2 == 0 ? TransportProtocol.Tcp : TransportProtocol.Udp), p => p.port),
        });

    [Fact]
    public void Changes_lead_to_the_same_lists_as_a_fresh_start() => GenMap.Array[1, 6].Sample(maps =>
    {
        var state = new ProxyState(Options);
        var kernel = new Dictionary<ProxyKey, ProxyValue>();
        foreach (ServiceMap map in maps)
        {
            ProxyChanges changes = state.Apply(map);
            foreach ((ProxyKey key, ProxyValue value) in changes.Deleted)
            {
                Assert.Equal(value, kernel[key]);
                kernel.Remove(key);
            }

            foreach ((ProxyKey key, ProxyValue value) in changes.Added)
            {
                kernel.Add(key, value);
            }

            Assert.Equal(Comparable(state.Elements), Comparable(kernel));
        }

        // A list may have its endpoints in another order than after a fresh start; all else is equal.
        var fresh = new ProxyState(Options);
        fresh.Apply(maps[^1]);
        Assert.Equal(WithoutOrder(fresh), WithoutOrder(state));
    });

    [Fact]
    public void One_endpoint_more_or_less_changes_two_slots_at_most() =>
        Gen.Select(Gen.Int[0, 200].Array[1, 40], Gen.Int[201, 250], Gen.Int[0, 39]).Sample((ips, added, removed) =>
        {
            List<ServiceEndpoint> endpoints = [.. ips.Distinct().Select(Endpoint)];
            ulong[] before = ServicePlan.AssignSlots([], endpoints);
            ulong[] more = ServicePlan.AssignSlots(before, [.. endpoints, Endpoint(added)]);
            Assert.Equal(before, more[..^1]);
            endpoints.RemoveAt(removed % endpoints.Count);
            ulong[] less = ServicePlan.AssignSlots(before, endpoints);
            Assert.InRange(less.Where((slot, i) => slot != before[i]).Count(), 0, 1);
            Assert.Equal(less.Order(), endpoints.Select(ProxyValue.Pack).Order());
        });

    [Fact]
    public void Topology_hints_are_used_only_when_every_ready_endpoint_has_them()
    {
        ServiceEndpoint near = Endpoint(1) with { HintZones = ["z1"] };
        ServiceEndpoint far = Endpoint(2) with { HintZones = ["z2"] };
        ServicePort port = new() { ClusterIPs = [], Port = 80, Endpoints = [near, far] };
        Assert.Equal([near], EndpointSelection.Of(port, "n1", "z1").Cluster);
        Assert.Equal([near, far], EndpointSelection.Of(port, "n1", "z3").Cluster);
        Assert.Equal([near, far], EndpointSelection.Of(port, "n1", null).Cluster);
        Assert.Equal(3, EndpointSelection.Of(port with { Endpoints = [near, far, Endpoint(3)] }, "n1", "z1").Cluster.Count);
        ServiceEndpoint here = Endpoint(4) with { HintZones = ["z2"], HintNodes = ["n1"] };
        ServiceEndpoint there = Endpoint(5) with { HintZones = ["z1"], HintNodes = ["n2"] };
        Assert.Equal([here], EndpointSelection.Of(port with { Endpoints = [here, there] }, "n1", "z1").Cluster);
        Assert.Equal([there], EndpointSelection.Of(port with { Endpoints = [here, there] }, "n3", "z1").Cluster);
    }

    private static ServiceEndpoint Endpoint(int ip) => new() { IP = new IPAddress([10, 0, (byte)(ip >> 8), (byte)ip]), Port = 80 };

    private static IEnumerable<string> Comparable(IEnumerable<KeyValuePair<ProxyKey, ProxyValue>> elements) =>
        elements.Select(e => $"{e.Key} {e.Value}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> WithoutOrder(ProxyState state)
    {
        KeyValuePair<ProxyKey, ProxyValue>[] elements = [.. state.Elements];
        // Of a frontend that two Services claim, the loser may own slots past those that the winner's chain looks at.
        bool Reached(ProxyKey slot, ProxyMap frontends) =>
            Array.Find(elements, e => e.Key.Map == frontends && e.Key.High == slot.High).Value.Verdict?.Chain is { } chain
            && int.TryParse(chain.Split('-')[^1], out int count) && slot.Low < (ulong)count;
        return elements
            .Where(e => e.Key.Map != ProxyMap.Slots || Reached(e.Key, ProxyMap.Frontends))
            .Where(e => e.Key.Map != ProxyMap.InternalSlots || Reached(e.Key, ProxyMap.InternalFrontends))
            .Select(e => e.Key.Map switch
            {
                ProxyMap.Slots or ProxyMap.InternalSlots => $"{e.Key.Map} {e.Key.High} {e.Value}",
                ProxyMap.AffinitySlots => $"{e.Key.Map} {e.Key.High >> 32} {e.Value}",
                _ => $"{e.Key} {e.Value}",
            }).Order(StringComparer.Ordinal);
    }
}
