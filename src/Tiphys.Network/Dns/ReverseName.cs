using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Tiphys.Network.Dns;

/// <summary>Names of addresses: 4.3.2.1.in-addr.arpa (RFC 1035) and 32 hexadecimal digits under ip6.arpa (RFC 3596).</summary>
internal static class ReverseName
{
    private static readonly byte[] Suffix4 = DnsName.ToWire("in-addr.arpa");
    private static readonly byte[] Suffix6 = DnsName.ToWire("ip6.arpa");

    internal static bool TryParse(ReadOnlySpan<byte> name, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        Span<byte> bytes = stackalloc byte[16];
        if (name.EndsWith(Suffix4) && TryReadBytes(name[..^Suffix4.Length], bytes[..4]))
        {
            address = new IPAddress(bytes[..4]);
        }
        else if (name.EndsWith(Suffix6) && TryReadNibbles(name[..^Suffix6.Length], bytes))
        {
            address = new IPAddress(bytes);
        }

        return address is not null;
    }

    private static bool TryReadBytes(ReadOnlySpan<byte> labels, Span<byte> bytes)
    {
        int at = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            if (at >= labels.Length || at + labels[at] >= labels.Length || labels[at] is < 1 or > 3
                || !byte.TryParse(labels.Slice(at + 1, labels[at]), NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return false;
            }

            at += labels[at] + 1;
        }

        return at == labels.Length;
    }

    private static bool TryReadNibbles(ReadOnlySpan<byte> labels, Span<byte> bytes)
    {
        if (labels.Length != 64)
        {
            return false;
        }

        bytes.Clear();
        for (int i = 0; i < 32; i++)
        {
            if (labels[i * 2] != 1 || !char.IsAsciiHexDigit((char)labels[(i * 2) + 1]))
            {
                return false;
            }

            int nibble = Convert.ToInt32(((char)labels[(i * 2) + 1]).ToString(), 16);
            bytes[15 - (i / 2)] |= (byte)(i % 2 == 0 ? nibble : nibble << 4);
        }

        return true;
    }
}
