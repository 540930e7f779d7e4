using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tiphys.ApiServer.Allocation;

/// <summary>
/// The addresses of a range that may be given out. The lower band is left to those who ask for a certain address (KEP-3070):
/// <c>10.96.0.0/16</c> is 10.96.0.1–10.96.1.0 for them and 10.96.1.1–10.96.255.254 for everybody else.
/// </summary>
internal sealed class AddressRange
{
    private readonly UInt128 _network;
    private readonly UInt128 _size;

    public AddressRange(IPNetwork network)
    {
        Network = network;
        var isIPv4 = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        var hostBits = (isIPv4 ? 32 : 128) - network.PrefixLength;
        _network = ToNumber(network.BaseAddress);
        _size = hostBits == 128 ? UInt128.MaxValue : UInt128.One << hostBits;
        First = _network + 1;
        Last = _network + _size - (isIPv4 ? 2u : 1u);
        Count = Last < First ? 0 : (ulong)UInt128.Min(Last - First + 1, ulong.MaxValue);
        StaticCount = Count == 0 ? 0 : StaticBand(_size);
    }

    /// <summary>The range.</summary>
    public IPNetwork Network { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public string Family => FamilyOf(Network.BaseAddress);

    /// <summary>The first address to give out; the network's own is none.</summary>
    public UInt128 First { get; }

    /// <summary>The last address to give out; the broadcast address of IPv4 is none.</summary>
    public UInt128 Last { get; }

    /// <summary>The first address to give out.</summary>
    public IPAddress FirstAddress => ToAddress(First);

    /// <summary>How many there are.</summary>
    public ulong Count { get; }

    /// <summary>How many of them are in the lower band.</summary>
    public ulong StaticCount { get; }

    /// <summary>True when the address may be given out.</summary>
    public bool Holds(IPAddress address) => FamilyOf(address) == Family && ToNumber(address) is var number && number >= First && number <= Last;

    /// <summary>All addresses in the order in which to try them: the upper band from a random place, then the lower one.</summary>
    public IEnumerable<IPAddress> Candidates(Random random) =>
        Around(First + StaticCount, Count - StaticCount, random).Concat(Around(First, StaticCount, random));

    /// <summary>IPv4 or IPv6.</summary>
    public static string FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";

    private IEnumerable<IPAddress> Around(UInt128 first, ulong count, Random random)
    {
        var start = count == 0 ? 0 : (ulong)random.NextInt64((long)Math.Min(count, long.MaxValue));
        for (ulong i = 0; i < count; i++)
        {
            yield return ToAddress(first + ((UInt128)start + i) % count);
        }
    }

    private IPAddress ToAddress(UInt128 number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(Family == "IPv4" ? bytes[12..] : bytes);
    }

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var given = address.GetAddressBytes();
        given.CopyTo(bytes[(16 - given.Length)..]);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    // min(max(16, size/16), 256), and none of a range so small that nothing would be left.
    private static ulong StaticBand(UInt128 size) => size <= 16 ? 0 : (ulong)UInt128.Clamp(size / 16, 16, 256);
}
