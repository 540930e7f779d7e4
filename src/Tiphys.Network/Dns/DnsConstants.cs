namespace Tiphys.Network.Dns;

/// <summary>Record types that the server knows (IANA DNS parameters).</summary>
internal static class DnsType
{
    internal const ushort A = 1;
    internal const ushort Ns = 2;
    internal const ushort Cname = 5;
    internal const ushort Soa = 6;
    internal const ushort Ptr = 12;
    internal const ushort Txt = 16;
    internal const ushort Aaaa = 28;
    internal const ushort Srv = 33;
    internal const ushort Opt = 41;
    internal const ushort Any = 255;
}

internal enum DnsCode : byte
{
    NoError = 0,
    FormatError = 1,
    ServerFailure = 2,
    NameError = 3,
    NotImplemented = 4,
    Refused = 5,
    BadVersion = 16,
}

/// <summary>Bits of the second header word (RFC 1035, 4.1.1; RFC 4035 for CD).</summary>
internal static class DnsFlags
{
    internal const ushort Response = 0x8000;
    internal const ushort OpcodeMask = 0x7800;
    internal const ushort Authoritative = 0x0400;
    internal const ushort Truncated = 0x0200;
    internal const ushort RecursionDesired = 0x0100;
    internal const ushort RecursionAvailable = 0x0080;
    internal const ushort CheckingDisabled = 0x0010;
    internal const ushort CodeMask = 0x000F;
}

internal static class DnsLimits
{
    internal const int Header = 12;
    internal const int Name = 255;
    internal const int Label = 63;
    internal const int Labels = 128;
    internal const int ClassicUdp = 512;
    internal const int MaxMessage = 65535;
    internal const ushort ClassInternet = 1;

    /// <summary>The UDP size that passes all common links without fragments (DNS flag day 2020).</summary>
    internal const int Udp = 1232;
}
