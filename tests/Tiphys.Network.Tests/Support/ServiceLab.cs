using System.Collections.Immutable;
using System.Net;
using Tiphys.Network.Pods;
using Tiphys.Network.Services;

namespace Tiphys.Network.Tests.Support;

/// <summary>A node with a pod network, a proxy, and pods that answer with their name on port 80 (TCP) and 53 (UDP).</summary>
internal sealed class ServiceLab : IDisposable
{
    internal static readonly IPAddress ClusterIP = IPAddress.Parse("10.98.0.10");
    internal const string NodeName = "node-1";
    private readonly Lab _lab = new();

    internal ServiceLab()
    {
        Options = new ProxyOptions
        {
            Instance = new InstanceName("t1"),
            NodeName = NodeName,
            ClusterCidr = IPNetwork.Parse("10.99.0.0/16"),
            NodeNamespace = _lab.Node,
        };
    }

    internal Lab Lab => _lab;

    internal ProxyOptions Options { get; init; }

    internal RoutedPodNetwork Pods { get; private set; } = null!;

    internal Dictionary<string, TestPod> Pod { get; } = [];

    internal async Task<ServiceLab> WithPodsAsync(params string[] names)
    {
        Pods = await _lab.OpenPodsAsync(_lab.Options() with { NonMasqueradeCidrs = [IPNetwork.Parse("10.99.0.0/16")] });
        foreach (string name in names)
        {
            TestPod pod = await _lab.AddPodAsync(Pods, name);
            _lab.Own(Peers.ServeTcp(pod.Namespace, IPAddress.Any, 80, name));
            _lab.Own(Peers.ServeUdp(pod.Namespace, IPAddress.Any, 53, name));
            Pod.Add(name, pod);
        }

        return this;
    }

    internal NftServiceProxy NewProxy(ProxyOptions? options = null) => _lab.Own(new NftServiceProxy(options ?? Options));

    internal ServiceEndpoint Endpoint(string pod, int port = 80, string? node = NodeName) => new() { IP = Pod[pod].IP, Port = port, NodeName = node };

    internal static ServicePort Port(params ServiceEndpoint[] endpoints) => new()
    {
        ClusterIPs = [ClusterIP],
        Port = 8000,
        Endpoints = [.. endpoints],
    };

    internal static ServiceMap Map(ServicePort port, TransportProtocol protocol = TransportProtocol.Tcp) => Map(("web", port, protocol));

    internal static ServiceMap Map(params (string Name, ServicePort Port, TransportProtocol Protocol)[] services) => new()
    {
        Ports = services.ToImmutableDictionary(s => new ServicePortName("default", s.Name, "", s.Protocol), s => s.Port),
    };

    public void Dispose() => _lab.Dispose();
}
