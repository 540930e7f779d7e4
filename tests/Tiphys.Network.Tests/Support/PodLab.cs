using System.Net;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Pods;

namespace Tiphys.Network.Tests.Support;

internal sealed record TestPod(string Id, NetworkNamespace Namespace, IPAddress IP, PodNetworkResult Result);

internal static class PodLab
{
    internal static PodNetworkOptions Options(this Lab lab, string id = "t1", string cidr = "10.99.1.0/24") => new()
    {
        Instance = new InstanceName(id),
        DataDirectory = Path.Combine(lab.Directory, id),
        PodCidr = IPNetwork.Parse(cidr),
        NodeNamespace = lab.Node,
    };

    internal static async Task<RoutedPodNetwork> OpenPodsAsync(this Lab lab, PodNetworkOptions? options = null) =>
        lab.Own(await RoutedPodNetwork.OpenAsync(options ?? lab.Options(), CancellationToken.None));

    internal static async Task<TestPod> AddPodAsync(this Lab lab, RoutedPodNetwork network, string id, params HostPort[] ports)
    {
        NetworkNamespace ns = lab.NewNamespace();
        PodNetworkResult result = await network.AddAsync(Request(id, ns, ports), CancellationToken.None);
        return new TestPod(id, ns, Assert.Single(result.IPs), result);
    }

    internal static PodNetworkRequest Request(string id, NetworkNamespace ns, params HostPort[] ports) => new()
    {
        SandboxId = id,
        NetnsPath = ns.Path,
        PodNamespace = "default",
        PodName = "pod-" + id,
        HostPorts = ports,
    };
}
