using System.Net;

namespace Tiphys.ApiServer.Allocation;

/// <summary>The network of services: which addresses and ports they get, and where the API server itself is found.</summary>
public sealed record ServiceNetworkOptions
{
    /// <summary>Ranges of cluster addresses, one a family, the first family being the default (kube-apiserver's <c>--service-cluster-ip-range</c>).</summary>
    public IReadOnlyList<IPNetwork> ClusterRanges { get; init; } = [IPNetwork.Parse("10.96.0.0/16")];

    /// <summary>First node port (<c>--service-node-port-range</c>).</summary>
    public int FirstNodePort { get; init; } = 30000;

    /// <summary>Last node port.</summary>
    public int LastNodePort { get; init; } = 32767;

    /// <summary>Address under which pods and nodes reach the API server (<c>--advertise-address</c>); null writes no endpoints.</summary>
    public IPEndPoint? Advertised { get; init; }

    /// <summary>Addresses that a certificate of the server has to hold beside the one it listens at.</summary>
    public IEnumerable<IPAddress> ServerAddresses =>
        ClusterRanges.Select(range => new AddressRange(range).FirstAddress).Concat(Advertised is null ? [] : [Advertised.Address]);
}
