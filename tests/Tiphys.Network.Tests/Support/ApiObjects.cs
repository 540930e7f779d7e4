using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Api.Meta.V1;
using EndpointPort = Tiphys.Api.Discovery.V1.EndpointPort;

namespace Tiphys.Network.Tests.Support;

internal static class ApiObjects
{
    internal static Service Service(string name, string clusterIP = "10.98.0.10") => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name },
        Spec = new ServiceSpec
        {
            Type = ServiceType.ClusterIP,
            ClusterIP = clusterIP,
            ClusterIPs = [clusterIP],
            Ports = [new ServicePort { Name = "http", Protocol = Protocol.TCP, Port = 8000, TargetPort = 80 }],
        },
    };

    internal static EndpointSlice Slice(string service, string name, params Endpoint[] endpoints) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = "default",
            Name = name,
            Labels = ApiMap.Of("kubernetes.io/service-name", service),
        },
        AddressType = "IPv4",
        Ports = [new EndpointPort { Name = "http", Protocol = Protocol.TCP, Port = 80 }],
        Endpoints = [.. endpoints],
    };

    internal static Endpoint Endpoint(string ip, bool? ready = true, string? hostname = null) => new()
    {
        Addresses = [ip],
        Conditions = new EndpointConditions { Ready = ready },
        Hostname = hostname,
        NodeName = "node-1",
    };
}
