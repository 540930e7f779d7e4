using System.Text;

namespace Tiphys.Network.Dns;

/// <summary>
/// Names in wire form: labels, each after its length, ended by a zero, in lower case: <c>3 w w w 7 e x a m p l e 0</c>.
/// Unlike dotted text that form holds any label.
/// </summary>
internal static class DnsName
{
    /// <summary>The wire form of a dotted name, with or without the final dot.</summary>
    /// <exception cref="FormatException">A label is empty or too long, or the name is.</exception>
    internal static byte[] ToWire(string name)
    {
        byte[] wire = new byte[DnsLimits.Name];
        int length = 0;
        foreach (Range range in name.AsSpan().TrimEnd('.').Split('.'))
        {
            ReadOnlySpan<char> label = name.AsSpan()[range];
            if (label.IsEmpty && name.Trim('.').Length == 0)
            {
                break;
            }

            if (label.Length is 0 or > DnsLimits.Label || length + label.Length + 2 > DnsLimits.Name)
            {
                throw new FormatException($"\"{name}\" is not a domain name");
            }

            wire[length++] = (byte)label.Length;
            foreach (char c in label)
            {
                wire[length++] = ToLower((byte)c);
            }
        }

        return wire[..(length + 1)];
    }

    /// <summary>Dotted text for logs; bytes that are not printable are written as \DDD.</summary>
    internal static string ToText(ReadOnlySpan<byte> wire)
    {
        var text = new StringBuilder();
        for (int at = 0; wire[at] != 0; at += wire[at] + 1)
        {
            foreach (byte b in wire.Slice(at + 1, wire[at]))
            {
                _ = b is > 0x20 and < 0x7f and not (byte)'.' and not (byte)'\\' ? text.Append((char)b) : text.Append('\\').Append(b.ToString("D3"));
            }

            text.Append('.');
        }

        return text.Length == 0 ? "." : text.ToString();
    }

    internal static byte ToLower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    /// <summary>
    /// Reads a name, following compression pointers, in lower case into a buffer of 255 bytes.
    /// Pointers must lead backwards, so that no message can make the reader go round in circles.
    /// </summary>
    /// <param name="message">The whole message.</param>
    /// <param name="at">Where the name starts; afterwards, where what follows it starts.</param>
    /// <param name="wire">Takes the name.</param>
    /// <param name="length">Length of the name in wire form.</param>
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int at, Span<byte> wire, out int length)
    {
        length = 0;
        int position = at;
        int limit = at;
        bool jumped = false;
        while (position < message.Length)
        {
            int label = message[position];
            if ((label & 0xC0) == 0xC0)
            {
                if (position + 1 >= message.Length)
                {
                    return false;
                }

                int target = ((label & 0x3F) << 8) | message[position + 1];
                at = jumped ? at : position + 2;
                jumped = true;
                if (target >= limit)
                {
                    return false;
                }

                position = limit = target;
                continue;
            }

            if ((label & 0xC0) != 0 || length + label + 1 > DnsLimits.Name || position + 1 + label > message.Length)
            {
                return false;
            }

            wire[length++] = (byte)label;
            for (int i = 1; i <= label; i++)
            {
                wire[length++] = ToLower(message[position + i]);
            }

            position += label + 1;
            if (label == 0)
            {
                at = jumped ? at : position;
                return true;
            }
        }

        return false;
    }
}
