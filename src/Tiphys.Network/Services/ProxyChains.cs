using System.Buffers.Binary;
using Tiphys.Network.Nftables;

namespace Tiphys.Network.Services;

/// <summary>Where a connection that a chain balances comes from and is sent to.</summary>
internal enum BalancerRole
{
    /// <summary>To a cluster IP.</summary>
    ClusterIP,

    /// <summary>To a node port, external IP or load balancer IP with external policy Cluster.</summary>
    External,

    /// <summary>The same with policy Local.</summary>
    ExternalLocal,

    /// <summary>From inside the cluster to a frontend with policy Local, which then counts as Cluster.</summary>
    Internal,
}

/// <summary>A chain that connections are sent to by an element of a verdict map.</summary>
internal abstract record ProxyChain
{
    internal abstract string Name { get; }

    internal NftVerdict Verdict => NftVerdict.Goto(Name);

    private protected static string RoleName(BalancerRole role, bool nodePort) => role switch
    {
        BalancerRole.ClusterIP => "cluster",
        BalancerRole.External => "external",
        BalancerRole.ExternalLocal => "local",
        _ => "internal",
    } + (nodePort ? "-nodeport" : "");
}

/// <summary>
/// Picks one of n endpoints. It does not belong to a Service: all frontends of the same role and number of endpoints
/// share it, so that a change of a Service changes elements of maps and no rules. Once made it stays.
/// </summary>
internal sealed record BalancerChain(BalancerRole Role, bool OnNodePort, int Endpoints) : ProxyChain
{
    internal override string Name => $"{RoleName(Role, OnNodePort)}-{Endpoints}";
}

/// <summary>Applies the policy of a frontend with session affinity, then goes to its list.</summary>
internal sealed record AffinityFrontendChain(BalancerRole Role, bool OnNodePort, uint List) : ProxyChain
{
    internal override string Name => $"{RoleName(Role, OnNodePort)}-list-{List:x8}";
}

/// <summary>
/// Sends clients to the endpoint of the list that they were sent to before, and new ones to any. Such a list has a rule
/// per endpoint, for what a rule remembers of a client cannot be a value that it looked up.
/// </summary>
/// <param name="List">Number of the list.</param>
/// <param name="Slots">Packed endpoints, as hexadecimal digits, so that records compare by value.</param>
internal sealed record AffinityListChain(uint List, string Slots) : ProxyChain
{
    internal override string Name => NameOf(List);

    internal static string NameOf(uint list) => $"list-{list:x8}";

    internal IEnumerable<ulong> Endpoints => Slots.Chunk(16).Select(c => Convert.ToUInt64(new string(c), 16));

    internal static AffinityListChain Of(uint list, ulong[] slots) => new(list, string.Concat(slots.Select(s => s.ToString("x16"))));
}

/// <summary>Remembers the client and sends it to one endpoint.</summary>
internal sealed record AffinityEndpointChain(uint List, ulong Endpoint, int Seconds) : ProxyChain
{
    internal override string Name => NameOf(List, Endpoint);

    internal static string NameOf(uint list, ulong endpoint) => $"list-{list:x8}-endpoint-{endpoint:x12}";

    /// <summary>The endpoint's address, then its port padded to four bytes.</summary>
    internal static byte[] Bytes(ulong endpoint)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(endpoint >> 32));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)endpoint);
        return bytes;
    }
}
