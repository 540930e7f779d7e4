using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tiphys.Network.Interop;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Routing;

internal sealed partial class RouteSocket
{
    private const ushort NewAddress = 20;
    private const ushort DeleteAddressType = 21;
    private const ushort GetAddress = 22;
    private const ushort IfaAddress = 1;
    private const ushort IfaLocal = 2;
    private const ushort NewNeighbour = 28;
    private const ushort NdaDestination = 1;
    private const ushort NdaLinkAddress = 2;
    private const ushort NeighbourPermanent = 0x80;

    /// <summary>Adds an address; one that is there already is left as it is.</summary>
    internal void AddAddress(int index, IPAddress address, int prefixLength)
    {
        WriteAddress(NewAddress, Change | NetlinkFlags.Create | NetlinkFlags.Exclusive, index, address, prefixLength);
        TryExecute($"add address {address}/{prefixLength}", Libc.Eexist);
    }

    /// <summary>Removes an address and returns whether it was there.</summary>
    internal bool DeleteAddress(int index, IPAddress address, int prefixLength)
    {
        WriteAddress(DeleteAddressType, Change, index, address, prefixLength);
        return TryExecute($"delete address {address}/{prefixLength}", Libc.EaddrNotAvail);
    }

    internal List<LinkAddress> ListAddresses()
    {
        var addresses = new List<LinkAddress>();
        Message(GetAddress, NetlinkFlags.Request | NetlinkFlags.Dump).Put(default(AddressHeader));
        _socket.Dump(_writer.End(), "list addresses", (_, body) =>
        {
            AddressHeader header = MemoryMarshal.Read<AddressHeader>(body);
            ReadOnlySpan<byte> attributes = body[Unsafe.SizeOf<AddressHeader>()..];
            ReadOnlySpan<byte> value = NetlinkAttributes.Find(attributes, IfaLocal);
            value = value.IsEmpty ? NetlinkAttributes.Find(attributes, IfaAddress) : value;
            if (value.Length is 4 or 16)
            {
                addresses.Add(new LinkAddress(header.Index, new IPAddress(value), header.PrefixLength));
            }
        });
        return addresses;
    }

    /// <summary>Fixes the link-layer address of a neighbour, so that no ARP is needed to reach it.</summary>
    internal void SetNeighbour(int index, IPAddress address, byte[] linkAddress)
    {
        Message(NewNeighbour, Change | NetlinkFlags.Create | NetlinkFlags.Replace)
            .Put(new NeighbourHeader { Family = Family(address), Index = index, State = NeighbourPermanent })
            .Bytes(NdaDestination, address.GetAddressBytes())
            .Bytes(NdaLinkAddress, linkAddress);
        Execute($"set neighbour {address}");
    }

    private void WriteAddress(ushort type, NetlinkFlags flags, int index, IPAddress address, int prefixLength)
    {
        byte[] bytes = address.GetAddressBytes();
        Message(type, flags)
            .Put(new AddressHeader { Family = Family(address), PrefixLength = (byte)prefixLength, Index = index })
            .Bytes(IfaLocal, bytes)
            .Bytes(IfaAddress, bytes);
    }

    private static byte Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? (byte)2 : (byte)10;
}
