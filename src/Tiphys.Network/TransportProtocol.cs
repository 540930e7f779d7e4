namespace Tiphys.Network;

/// <summary>Transport protocols of Services and host ports, with their IP protocol numbers.</summary>
public enum TransportProtocol
{
    /// <summary>TCP.</summary>
    Tcp = 6,

    /// <summary>UDP.</summary>
    Udp = 17,

    /// <summary>SCTP.</summary>
    Sctp = 132,
}
