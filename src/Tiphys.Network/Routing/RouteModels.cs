using System.Net;

namespace Tiphys.Network.Routing;

/// <summary>A network link as the kernel lists it.</summary>
public sealed record Link(int Index, string Name, bool IsUp, int Mtu, int Master, string? Kind, byte[] Address)
{
    /// <summary>Whether packets pass: the link is up, has a carrier, and the kernel has taken notice of both (RFC 2863 ifOperStatus).</summary>
    public bool IsOperational { get; init; }
}

/// <summary>An address on a link.</summary>
public sealed record LinkAddress(int Index, IPAddress Address, int PrefixLength);

/// <summary>A route of the main table. Either a link or a gateway, or both, say where packets go.</summary>
public sealed record Route
{
    /// <summary>Destination network; its length 0 is the default route.</summary>
    public required IPNetwork Destination { get; init; }

    /// <summary>Next hop, or null when the destination is on the link itself.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>Index of the outgoing link, or 0 to let the kernel find it from the gateway.</summary>
    public int Link { get; init; }

    /// <summary>Source address that the kernel prefers for packets of this host.</summary>
    public IPAddress? Source { get; init; }
}

/// <summary>A pair of connected Ethernet links; the peer may be created straight in another namespace.</summary>
internal sealed record VethPair
{
    public required string Name { get; init; }

    public required string PeerName { get; init; }

    /// <summary>MAC of this end; null lets the kernel choose.</summary>
    public byte[]? Address { get; init; }

    public byte[]? PeerAddress { get; init; }

    public Namespaces.NetworkNamespace? PeerNamespace { get; init; }

    /// <summary>MTU of both ends, in bytes; 0 for the kernel's default.</summary>
    public int Mtu { get; init; }
}
