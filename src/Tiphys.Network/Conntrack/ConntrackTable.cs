using System.Buffers.Binary;
using System.Net;
using Tiphys.Network.Interop;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Netlink;
using Tiphys.Network.Nftables;

namespace Tiphys.Network.Conntrack;

/// <summary>A tracked IPv4 flow: where its first packet was sent to, and who answers.</summary>
internal readonly record struct ConntrackFlow(IPAddress Destination, int DestinationPort, IPAddress ReplySource, int ReplySourcePort);

/// <summary>
/// Reads and deletes entries of connection tracking. NAT is decided once for a flow; for UDP, whose flows have no end
/// that the kernel sees, an entry must be deleted when its target goes away. Not thread-safe.
/// </summary>
internal sealed class ConntrackTable(NetworkNamespace? ns = null) : IDisposable
{
    private const int Subsystem = 1;
    private const int MessageGet = 1;
    private const int MessageDelete = 2;
    private const ushort TupleOriginal = 1;
    private const ushort TupleReply = 2;
    private const ushort TupleIP = 1;
    private const ushort TupleProtocol = 2;
    private const ushort IPv4Source = 1;
    private const ushort IPv4Destination = 2;
    private const ushort ProtocolNumber = 1;
    private const ushort ProtocolSourcePort = 2;
    private const ushort ProtocolDestinationPort = 3;

    private readonly NetlinkSocket _socket = NetlinkSocket.OpenIn(ns, NetlinkSocket.Netfilter);
    private readonly NetlinkWriter _writer = new();

    public void Dispose() => _socket.Dispose();

    /// <summary>Deletes the flows of a protocol that the condition picks, and returns their number.</summary>
    internal int DeleteWhere(TransportProtocol protocol, Func<ConntrackFlow, bool> condition)
    {
        var doomed = new List<byte[]>();
        _writer.Clear();
        Begin(MessageGet, NetlinkFlags.Dump);
        _socket.Dump(_writer.End(), "list connections", (_, body) =>
        {
            ReadOnlySpan<byte> attributes = body[NetfilterHeader.Length..];
            ReadOnlySpan<byte> original = NetlinkAttributes.Find(attributes, TupleOriginal);
            if (TryRead(original, NetlinkAttributes.Find(attributes, TupleReply), protocol, out ConntrackFlow flow) && condition(flow))
            {
                doomed.Add(original.ToArray());
            }
        });
        foreach (byte[] original in doomed)
        {
            Delete(original);
        }

        return doomed.Count;
    }

    private static bool TryRead(ReadOnlySpan<byte> original, ReadOnlySpan<byte> reply, TransportProtocol protocol, out ConntrackFlow flow)
    {
        flow = default;
        ReadOnlySpan<byte> transport = NetlinkAttributes.Find(original, TupleProtocol);
        ReadOnlySpan<byte> replyTransport = NetlinkAttributes.Find(reply, TupleProtocol);
        ReadOnlySpan<byte> destination = NetlinkAttributes.Find(NetlinkAttributes.Find(original, TupleIP), IPv4Destination);
        ReadOnlySpan<byte> replySource = NetlinkAttributes.Find(NetlinkAttributes.Find(reply, TupleIP), IPv4Source);
        ReadOnlySpan<byte> number = NetlinkAttributes.Find(transport, ProtocolNumber);
        if (number.IsEmpty || number[0] != (byte)protocol || destination.Length != 4 || replySource.Length != 4)
        {
            return false;
        }

        flow = new ConntrackFlow(
            new IPAddress(destination),
            Port(transport, ProtocolDestinationPort),
            new IPAddress(replySource),
            Port(replyTransport, ProtocolSourcePort));
        return true;
    }

    private static int Port(ReadOnlySpan<byte> attributes, ushort type)
    {
        ReadOnlySpan<byte> value = NetlinkAttributes.Find(attributes, type);
        return value.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(value) : 0;
    }

    private void Delete(byte[] original)
    {
        _writer.Clear();
        Begin(MessageDelete, NetlinkFlags.Ack).Bytes(TupleOriginal | 0x8000, original);
        try
        {
            _socket.Execute(_writer.End(), "delete connection");
        }
        catch (NetlinkException e) when (e.Errno == Libc.Enoent)
        {
            // It ended by itself in the meantime.
        }
    }

    private NetlinkWriter Begin(int message, NetlinkFlags flags) =>
        _writer.Begin((ushort)((Subsystem << 8) | message), NetlinkFlags.Request | flags).Put(new NetfilterHeader(NftBatch.FamilyIPv4));
}
