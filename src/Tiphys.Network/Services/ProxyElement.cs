using System.Buffers.Binary;
using System.Net;
using Tiphys.Network.Nftables;

namespace Tiphys.Network.Services;

/// <summary>The sets and maps of the proxy's table whose elements follow the Services.</summary>
internal enum ProxyMap
{
    /// <summary>address . protocol . port → what to do with a new connection. Node ports have the address 0.0.0.0.</summary>
    Frontends,

    /// <summary>As <see cref="Frontends"/>, for traffic from inside to a frontend with external policy Local.</summary>
    InternalFrontends,

    /// <summary>address . protocol . port . index → endpoint address . port.</summary>
    Slots,

    /// <summary>As <see cref="Slots"/>, for <see cref="InternalFrontends"/>.</summary>
    InternalSlots,

    /// <summary>number of a list with affinity . index → chain of the endpoint.</summary>
    AffinitySlots,

    /// <summary>All cluster IPs: what no frontend takes is rejected.</summary>
    ClusterIPs,

    /// <summary>address . address of endpoints that may be asked by themselves.</summary>
    Hairpin,

    /// <summary>Frontends that only some sources may use.</summary>
    FirewallFrontends,

    /// <summary>address . protocol . port . source range that may use a frontend.</summary>
    FirewallAllowed,
}

/// <summary>A key of one of the maps, packed into two numbers so that it hashes and compares fast.</summary>
internal readonly record struct ProxyKey(ProxyMap Map, ulong High, ulong Low = 0)
{
    internal static ProxyKey Frontend(ProxyMap map, IPAddress address, TransportProtocol protocol, int port) =>
        new(map, PackFrontend(address, protocol, port));

    internal static ProxyKey Slot(ProxyMap map, IPAddress address, TransportProtocol protocol, int port, int index) =>
        new(map, PackFrontend(address, protocol, port), (uint)index);

    internal static ProxyKey AffinitySlot(uint list, int index) => new(ProxyMap.AffinitySlots, ((ulong)list << 32) | (uint)index);

    internal static ProxyKey ClusterIP(IPAddress address) => new(ProxyMap.ClusterIPs, ToUInt32(address));

    internal static ProxyKey Hairpin(IPAddress address) => new(ProxyMap.Hairpin, ToUInt32(address));

    internal static ProxyKey Allowed(IPAddress address, TransportProtocol protocol, int port, IPNetwork source)
    {
        uint first = ToUInt32(source.BaseAddress);
        uint last = first | (source.PrefixLength == 0 ? uint.MaxValue : (uint)((1UL << (32 - source.PrefixLength)) - 1));
        return new ProxyKey(ProxyMap.FirewallAllowed, PackFrontend(address, protocol, port), ((ulong)first << 32) | last);
    }

    internal static uint ToUInt32(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    internal NftElement ToElement(ProxyValue value)
    {
        (byte[] key, byte[] end) = Bytes();
        return new NftElement(key)
        {
            KeyEnd = end,
            Verdict = value.Verdict,
            Data = Map is ProxyMap.Slots or ProxyMap.InternalSlots ? AffinityEndpointChain.Bytes(value.Endpoint) : ReadOnlyMemory<byte>.Empty,
        };
    }

    private (byte[] Key, byte[] End) Bytes()
    {
        switch (Map)
        {
            case ProxyMap.Slots or ProxyMap.InternalSlots:
                return ([.. UnpackFrontend(High), .. NftKeys.Number((uint)Low)], []);
            case ProxyMap.AffinitySlots:
                return (NftKeys.Numbers((uint)(High >> 32), (uint)High), []);
            case ProxyMap.ClusterIPs:
                return (Address(High), []);
            case ProxyMap.Hairpin:
                return ([.. Address(High), .. Address(High)], []);
            case ProxyMap.FirewallAllowed:
                byte[] frontend = UnpackFrontend(High);
                return ([.. frontend, .. Address(Low >> 32)], [.. frontend, .. Address(Low)]);
            default:
                return (UnpackFrontend(High), []);
        }
    }

    private static ulong PackFrontend(IPAddress address, TransportProtocol protocol, int port) =>
        ((ulong)ToUInt32(address) << 32) | ((ulong)protocol << 16) | (ushort)port;

    private static byte[] UnpackFrontend(ulong packed)
    {
        byte[] key = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(key, (uint)(packed >> 32));
        key[4] = (byte)(packed >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(8), (ushort)packed);
        return key;
    }

    private static byte[] Address(ulong value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }
}

/// <summary>What a key maps to: a packed endpoint or a verdict, or nothing in a set.</summary>
internal readonly record struct ProxyValue(ulong Endpoint, NftVerdict? Verdict = null)
{
    internal static ulong Pack(ServiceEndpoint endpoint) => ((ulong)ProxyKey.ToUInt32(endpoint.IP) << 32) | (ushort)endpoint.Port;
}
