using System.Net;
using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Network.Services;
using Tiphys.Network.Tests.Support;
using ServicePort = Tiphys.Network.Services.ServicePort;

namespace Tiphys.Network.Tests.Services;

public sealed class ServicePortsTests
{
    [Fact]
    public void All_fields_of_a_service_and_its_endpoints_are_taken_over()
    {
        Service service = ApiObjects.Service("web");
        service = service with
        {
            Spec = service.Spec with
            {
                Type = ServiceType.LoadBalancer,
                ExternalIPs = ["192.0.2.7"],
                Ports = [service.Spec.Ports[0] with { NodePort = 30080 }],
                ExternalTrafficPolicy = "Local",
                InternalTrafficPolicy = "Local",
                SessionAffinity = "ClientIP",
                SessionAffinityConfig = new SessionAffinityConfig { ClientIP = new ClientIPConfig { TimeoutSeconds = 30 } },
                LoadBalancerSourceRanges = ["10.0.0.0/8", " 10.1.0.0/16 "],
            },
            Status = new ServiceStatus
            {
                LoadBalancer = new LoadBalancerStatus
                {
                    Ingress = [new LoadBalancerIngress { IP = "192.0.2.8" }, new LoadBalancerIngress { IP = "192.0.2.9", IPMode = "Proxy" }],
                },
            },
        };
        Endpoint endpoint = ApiObjects.Endpoint("10.1.1.1", ready: false) with
        {
            Conditions = new EndpointConditions { Ready = false, Serving = true, Terminating = true },
            Hints = new EndpointHints { ForZones = [new ForZone { Name = "z1" }], ForNodes = [new ForNode { Name = "n1" }] },
        };

        (ServicePortName name, ServicePort port) = Assert.Single(ServicePorts.Of(service, [ApiObjects.Slice("web", "web-1", endpoint)]));

        Assert.Equal(new ServicePortName("default", "web", "http", TransportProtocol.Tcp), name);
        Assert.Equal((8000, 30080, true, true), (port.Port, port.NodePort, port.ExternalPolicyLocal, port.InternalPolicyLocal));
        Assert.Equal([IPAddress.Parse("10.98.0.10")], port.ClusterIPs);
        Assert.Equal([IPAddress.Parse("192.0.2.7")], port.ExternalIPs);
        Assert.Equal([IPAddress.Parse("192.0.2.8")], port.LoadBalancerIPs);
        Assert.Equal(2, port.LoadBalancerSourceRanges.Length);
        Assert.Equal(TimeSpan.FromSeconds(30), port.Affinity);
        ServiceEndpoint made = Assert.Single(port.Endpoints);
        Assert.Equal((IPAddress.Parse("10.1.1.1"), 80, false, true, true, "node-1"), (made.IP, made.Port, made.Ready, made.Serving, made.Terminating, made.NodeName));
        Assert.Equal(("z1", "n1"), (Assert.Single(made.HintZones), Assert.Single(made.HintNodes)));
    }

    [Fact]
    public void Conditions_that_are_not_set_mean_ready()
    {
        Endpoint endpoint = new() { Addresses = ["10.1.1.1", "10.1.1.2"] };
        ServiceEndpoint made = Assert.Single(ServicePorts.Of(ApiObjects.Service("web"), [ApiObjects.Slice("web", "s", endpoint)]).Single().Port.Endpoints);
        Assert.True(made is { Ready: true, Serving: true, Terminating: false });
    }

    [Fact]
    public void Only_ports_of_the_same_name_and_protocol_match()
    {
        Service service = ApiObjects.Service("web");
        EndpointSlice slice = ApiObjects.Slice("web", "s", ApiObjects.Endpoint("10.1.1.1"));
        EndpointSlice otherName = slice with { Ports = [slice.Ports[0] with { Name = "admin" }] };
        EndpointSlice otherProtocol = slice with { Ports = [slice.Ports[0] with { Protocol = Protocol.UDP }] };
        EndpointSlice noNumber = slice with { Ports = [slice.Ports[0] with { Port = null }] };
        EndpointSlice names = slice with { AddressType = "FQDN" };
        Assert.Empty(ServicePorts.Of(service, [otherName, otherProtocol, noNumber, names]).Single().Port.Endpoints);
    }

    [Fact]
    public void Headless_external_name_and_foreign_services_are_not_proxied()
    {
        Service plain = ApiObjects.Service("web");
        Assert.Empty(ServicePorts.Of(ApiObjects.Service("web", "None"), []));
        Assert.Empty(ServicePorts.Of(ApiObjects.Service("web", ""), []));
        Assert.Empty(ServicePorts.Of(plain with { Spec = plain.Spec with { Type = ServiceType.ExternalName } }, []));
        Assert.Empty(ServicePorts.Of(plain with { Metadata = plain.Metadata with { Labels = ApiMap.Of("service.kubernetes.io/service-proxy-name", "x") } }, []));
    }

    [Fact]
    public void Map_keeps_what_did_not_change_and_names_what_did()
    {
        var builder = new ServiceMapBuilder();
        builder.Update([(new ServiceKey("default", "a"), ApiObjects.Service("a"), []), (new ServiceKey("default", "b"), ApiObjects.Service("b"), [])]);
        ServiceMap before = builder.Map;
        Service renamed = ApiObjects.Service("b");
        renamed = renamed with { Spec = renamed.Spec with { Ports = [renamed.Spec.Ports[0] with { Name = "new" }] } };

        IReadOnlyCollection<ServicePortName> changed = builder.Update([(new ServiceKey("default", "b"), renamed, [])]);

        Assert.Equal(["http", "new"], changed.Select(c => c.PortName).Order());
        var a = new ServicePortName("default", "a", "http", TransportProtocol.Tcp);
        Assert.Same(before.Ports[a], builder.Map.Ports[a]);
        Assert.Equal(2, builder.Map.Ports.Count);
        builder.Update([(new ServiceKey("default", "b"), null, [])]);
        Assert.Equal(a, Assert.Single(builder.Map.Ports.Keys));
    }
}
