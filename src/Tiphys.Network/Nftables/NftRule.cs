using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Nftables;

/// <summary>
/// Writes the expressions of one rule. Each loads, compares or uses registers; an expression that does not match ends
/// the rule. Example, <c>ip daddr @set drop</c>: <c>rule.Destination(R0).Lookup("set", R0).Verdict(Drop)</c>.
/// </summary>
internal readonly struct NftRule(NetlinkWriter w)
{
    private const ushort ListElement = 1;
    private const ushort ExpressionName = 1;
    private const ushort ExpressionData = 2;
    private const ushort DataValue = 1;
    private const ushort DataVerdict = 2;
    private const uint BaseNetwork = 1;
    private const uint BaseTransport = 2;

    internal NftRule Source(NftRegister to) => Payload(to, BaseNetwork, 12, 4);

    internal NftRule Destination(NftRegister to) => Payload(to, BaseNetwork, 16, 4);

    internal NftRule DestinationPort(NftRegister to) => Payload(to, BaseTransport, 2, 2);

    internal NftRule Meta(NftMetaKey key, NftRegister to)
    {
        using (Data("meta"))
        {
            w.U32Be(1, (uint)to).U32Be(2, (uint)key);
        }

        return this;
    }

    internal NftRule SetMeta(NftMetaKey key, NftRegister from)
    {
        using (Data("meta"))
        {
            w.U32Be(2, (uint)key).U32Be(3, (uint)from);
        }

        return this;
    }

    internal NftRule Immediate(NftRegister to, ReadOnlySpan<byte> value)
    {
        using (Data("immediate"))
        {
            w.U32Be(1, (uint)to);
            WriteValue(2, value);
        }

        return this;
    }

    internal NftRule Compare(NftRegister register, NftCompare comparison, ReadOnlySpan<byte> value)
    {
        using (Data("cmp"))
        {
            w.U32Be(1, (uint)register).U32Be(2, (uint)comparison);
            WriteValue(3, value);
        }

        return this;
    }

    /// <summary>register = (register &amp; mask) ^ xor.</summary>
    internal NftRule Bitwise(NftRegister register, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> xor)
    {
        using (Data("bitwise"))
        {
            w.U32Be(1, (uint)register).U32Be(2, (uint)register).U32Be(3, (uint)mask.Length);
            WriteValue(4, mask);
            WriteValue(5, xor);
        }

        return this;
    }

    /// <summary>Goes on if the set has the key; with a target, loads the map's data into it.</summary>
    internal NftRule Lookup(string set, NftRegister key, NftRegister? to = null, bool invert = false)
    {
        using (Data("lookup"))
        {
            w.Text(1, set).U32Be(2, (uint)key);
            if (to is { } register)
            {
                w.U32Be(3, (uint)register);
            }

            if (invert)
            {
                w.U32Be(5, 1);
            }
        }

        return this;
    }

    /// <summary>Looks the key up in a verdict map and does what it says.</summary>
    internal NftRule VerdictMap(string map, NftRegister key) => Lookup(map, key, NftRegister.Verdict);

    /// <summary>Inserts or refreshes an element of a dynamic set.</summary>
    internal NftRule Update(string set, NftRegister key, TimeSpan timeout)
    {
        const uint update = 1;
        using (Data("dynset"))
        {
            w.Text(1, set).U32Be(3, update).U32Be(4, (uint)key).U64Be(6, (ulong)timeout.TotalMilliseconds);
        }

        return this;
    }

    /// <summary>A random number from 0 to modulus - 1, in host byte order.</summary>
    internal NftRule Random(NftRegister to, int modulus)
    {
        const uint random = 1;
        using (Data("numgen"))
        {
            w.U32Be(1, (uint)to).U32Be(2, (uint)modulus).U32Be(3, random).U32Be(4, 0);
        }

        return this;
    }

    /// <summary>Goes on if the source (or destination) address is one of this host.</summary>
    internal NftRule IsLocal(bool source, NftRegister scratch = NftRegister.R9)
    {
        const uint addressType = 3;
        const uint routeLocal = 2;
        using (Data("fib"))
        {
            w.U32Be(1, (uint)scratch).U32Be(2, addressType).U32Be(3, source ? 1u : 2u);
        }

        return CompareU32(scratch, NftCompare.Equal, routeLocal);
    }

    /// <summary>Goes on if connection tracking has one of the status bits, such as 0x20 for DNAT.</summary>
    internal NftRule ConnectionStatus(uint bits, NftRegister scratch = NftRegister.R9) => Connection(2, bits, scratch);

    /// <summary>Goes on with the first packets of a connection.</summary>
    internal NftRule NewConnection(NftRegister scratch = NftRegister.R9) => Connection(0, 8, scratch);

    /// <summary>Rewrites the destination to the address in a register and, if given, the port in another.</summary>
    internal NftRule DestinationNat(NftRegister address, NftRegister? port)
    {
        const uint dnat = 1;
        const uint ipv4 = 2;
        const uint specified = 2;
        using (Data("nat"))
        {
            w.U32Be(1, dnat).U32Be(2, ipv4).U32Be(3, (uint)address);
            if (port is { } register)
            {
                w.U32Be(5, (uint)register).U32Be(7, specified);
            }
        }

        return this;
    }

    /// <summary>Rewrites the source to the address of the outgoing link, with a random source port.</summary>
    internal NftRule Masquerade()
    {
        const uint fullyRandom = 1 << 4;
        using (Data("masq"))
        {
            w.U32Be(1, fullyRandom);
        }

        return this;
    }

    internal NftRule RejectTcpReset() => Reject(1, 0);

    internal NftRule RejectPortUnreachable() => Reject(0, 3);

    internal NftRule Verdict(NftVerdict verdict)
    {
        using (Data("immediate"))
        {
            w.U32Be(1, (uint)NftRegister.Verdict);
            WriteVerdict(w, 2, verdict);
        }

        return this;
    }

    internal NftRule CompareU32(NftRegister register, NftCompare comparison, uint hostOrder)
    {
        Span<byte> bytes = stackalloc byte[4];
        MemoryMarshal.Write(bytes, hostOrder);
        return Compare(register, comparison, bytes);
    }

    internal NftRule HasBits(NftRegister register, uint bits)
    {
        Span<byte> mask = stackalloc byte[4];
        MemoryMarshal.Write(mask, bits);
        return Bitwise(register, mask, stackalloc byte[4]).CompareU32(register, NftCompare.NotEqual, 0);
    }

    /// <summary>Goes on if the address in a register lies in the network (or, inverted, does not).</summary>
    internal NftRule InNetwork(NftRegister register, IPNetwork network, bool invert = false)
    {
        Span<byte> mask = stackalloc byte[4];
        uint bits = network.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - network.PrefixLength);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(mask, bits);
        return Bitwise(register, mask, stackalloc byte[4])
            .Compare(register, invert ? NftCompare.NotEqual : NftCompare.Equal, network.BaseAddress.GetAddressBytes());
    }

    /// <summary>Goes on if the name of the incoming or outgoing link starts with a prefix.</summary>
    internal NftRule LinkPrefix(NftMetaKey key, string prefix, NftRegister scratch = NftRegister.R0) =>
        Meta(key, scratch).Compare(scratch, NftCompare.Equal, Encoding.ASCII.GetBytes(prefix));

    /// <summary>Goes on if the name of the incoming or outgoing link is (or is not) the given one.</summary>
    internal NftRule LinkName(NftMetaKey key, string name, NftCompare comparison, NftRegister scratch = NftRegister.R0)
    {
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        Encoding.ASCII.GetBytes(name, padded);
        return Meta(key, scratch).Compare(scratch, comparison, padded);
    }

    internal NftRule Protocol(byte protocol, NftRegister scratch = NftRegister.R9) =>
        Meta(NftMetaKey.L4Protocol, scratch).Compare(scratch, NftCompare.Equal, [protocol]);

    internal static void WriteVerdict(NetlinkWriter w, ushort type, NftVerdict verdict)
    {
        using (w.Nest(type))
        using (w.Nest(DataVerdict))
        {
            w.U32Be(1, unchecked((uint)(int)verdict.Code));
            if (verdict.Chain is not null)
            {
                w.Text(2, verdict.Chain);
            }
        }
    }

    private NftRule Connection(uint key, uint bits, NftRegister scratch)
    {
        using (Data("ct"))
        {
            w.U32Be(1, (uint)scratch).U32Be(2, key);
        }

        return HasBits(scratch, bits);
    }

    private NftRule Payload(NftRegister to, uint packetBase, uint offset, uint length)
    {
        using (Data("payload"))
        {
            w.U32Be(1, (uint)to).U32Be(2, packetBase).U32Be(3, offset).U32Be(4, length);
        }

        return this;
    }

    private NftRule Reject(uint type, byte code)
    {
        using (Data("reject"))
        {
            w.U32Be(1, type).U8(2, code);
        }

        return this;
    }

    private void WriteValue(ushort type, ReadOnlySpan<byte> value)
    {
        using (w.Nest(type))
        {
            w.Bytes(DataValue, value);
        }
    }

    private Expression Data(string name)
    {
        NetlinkWriter.Nesting outer = w.Nest(ListElement);
        w.Text(ExpressionName, name);
        return new Expression(outer, w.Nest(ExpressionData));
    }

    private readonly struct Expression(NetlinkWriter.Nesting outer, NetlinkWriter.Nesting inner) : IDisposable
    {
        public void Dispose()
        {
            inner.Dispose();
            outer.Dispose();
        }
    }
}
