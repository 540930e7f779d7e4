using System.Runtime.InteropServices;
using Tiphys.Network.Interop;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Routing;

/// <summary>
/// Links, addresses, routes, neighbours and traffic shaping of one network namespace, over rtnetlink (RFC 3549).
/// Not thread-safe.
/// </summary>
internal sealed partial class RouteSocket(NetworkNamespace? ns = null) : IDisposable
{
    private const NetlinkFlags Change = NetlinkFlags.Request | NetlinkFlags.Ack;
    private const NetlinkFlags Create = Change | NetlinkFlags.Create | NetlinkFlags.Exclusive;
    private readonly NetlinkSocket _socket = NetlinkSocket.OpenIn(ns, NetlinkSocket.Route);
    private readonly NetlinkWriter _writer = new();

    public void Dispose() => _socket.Dispose();

    private NetlinkWriter Message(ushort type, NetlinkFlags flags)
    {
        _writer.Clear();
        return _writer.Begin(type, flags);
    }

    private void Execute(string what) => _socket.Execute(_writer.End(), what);

    /// <summary>Executes and returns false, instead of throwing, when the kernel says one of the given errors.</summary>
    private bool TryExecute(string what, params ReadOnlySpan<int> tolerated)
    {
        try
        {
            Execute(what);
            return true;
        }
        catch (NetlinkException e) when (tolerated.Contains(e.Errno))
        {
            return false;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct LinkHeader
    {
        public byte Family;
        public byte Pad;
        public ushort Type;
        public int Index;
        public uint Flags;
        public uint Changed;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct AddressHeader
    {
        public byte Family;
        public byte PrefixLength;
        public byte Flags;
        public byte Scope;
        public int Index;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct RouteHeader
    {
        public byte Family;
        public byte DestinationLength;
        public byte SourceLength;
        public byte Tos;
        public byte Table;
        public byte Protocol;
        public byte Scope;
        public byte Type;
        public uint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NeighbourHeader
    {
        public byte Family;
        public byte Pad1;
        public ushort Pad2;
        public int Index;
        public ushort State;
        public byte Flags;
        public byte Type;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct QdiscHeader
    {
        public byte Family;
        public byte Pad1;
        public ushort Pad2;
        public int Index;
        public uint Handle;
        public uint Parent;
        public uint Info;
    }
}
