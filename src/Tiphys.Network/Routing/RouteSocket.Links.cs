using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tiphys.Network.Interop;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Routing;

internal sealed partial class RouteSocket
{
    private const ushort NewLink = 16;
    private const ushort DeleteLinkType = 17;
    private const ushort GetLink = 18;

    private const ushort IflaAddress = 1;
    private const ushort IflaName = 3;
    private const ushort IflaMtu = 4;
    private const ushort IflaMaster = 10;
    private const ushort IflaProtInfo = 12;
    private const ushort IflaOperationalState = 16;
    private const ushort IflaLinkInfo = 18;
    private const ushort IflaNetNsFd = 28;
    private const ushort InfoKind = 1;
    private const ushort InfoData = 2;
    private const ushort VethPeer = 1;
    private const ushort BridgePortHairpin = 4;
    private const uint Up = 1;
    private const byte OperationalUp = 6;
    private static readonly TimeSpan OperationalDeadline = TimeSpan.FromSeconds(5);

    internal void CreateBridge(string name, byte[]? address = null)
    {
        NetlinkWriter w = Message(NewLink, Create).Put(default(LinkHeader)).Text(IflaName, name);
        if (address is not null)
        {
            w.Bytes(IflaAddress, address);
        }

        using (w.Nest(IflaLinkInfo))
        {
            w.Text(InfoKind, "bridge");
        }

        Execute($"create bridge {name}");
    }

    internal void CreateVeth(VethPair pair)
    {
        NetlinkWriter w = Message(NewLink, Create).Put(default(LinkHeader));
        WriteEnd(w, pair.Name, pair.Address, pair.Mtu);
        using (w.Nest(IflaLinkInfo))
        {
            w.Text(InfoKind, "veth");
            using (w.Nest(InfoData))
            using (w.Nest(VethPeer))
            {
                w.Put(default(LinkHeader));
                WriteEnd(w, pair.PeerName, pair.PeerAddress, pair.Mtu);
                if (pair.PeerNamespace is { } peer)
                {
                    w.U32(IflaNetNsFd, (uint)peer.Descriptor);
                }
            }
        }

        Execute($"create veth pair {pair.Name}");
    }

    /// <summary>Deletes a link and returns whether it was there.</summary>
    internal bool DeleteLink(string name)
    {
        Message(DeleteLinkType, Change).Put(default(LinkHeader)).Text(IflaName, name);
        return TryExecute($"delete link {name}", Libc.Enodev);
    }

    internal Link? FindLink(string name)
    {
        Link? found = null;
        Message(GetLink, NetlinkFlags.Request).Put(default(LinkHeader)).Text(IflaName, name);
        try
        {
            _socket.Dump(_writer.End(), $"get link {name}", (_, body) => found = ReadLink(body));
        }
        catch (NetlinkException e) when (e.Errno == Libc.Enodev)
        {
            return null;
        }

        return found;
    }

    internal Link RequireLink(string name) => FindLink(name) ?? throw new NetlinkException(Libc.Enodev, $"get link {name}");

    internal List<Link> ListLinks()
    {
        var links = new List<Link>();
        Message(GetLink, NetlinkFlags.Request | NetlinkFlags.Dump).Put(default(LinkHeader));
        _socket.Dump(_writer.End(), "list links", (_, body) => links.Add(ReadLink(body)));
        return links;
    }

    internal void SetUp(int index)
    {
        Message(NewLink, Change).Put(new LinkHeader { Index = index, Flags = Up, Changed = Up });
        Execute($"set link {index} up");
    }

    /// <summary>
    /// Waits until packets pass a link that was just set up. When the second end of a pair comes up, the kernel starts the
    /// queue of the first by a work item; until that ran, what is sent there is dropped without a word.
    /// </summary>
    /// <exception cref="TimeoutException">The link has no carrier after five seconds.</exception>
    internal void WaitOperational(string name)
    {
        long start = Stopwatch.GetTimestamp();
        for (var spin = new SpinWait(); !RequireLink(name).IsOperational; spin.SpinOnce())
        {
            if (Stopwatch.GetElapsedTime(start) > OperationalDeadline)
            {
                throw new TimeoutException($"link {name} did not become operational");
            }
        }
    }

    internal void SetMtu(int index, int mtu)
    {
        Message(NewLink, Change).Put(new LinkHeader { Index = index }).U32(IflaMtu, (uint)mtu);
        Execute($"set MTU of link {index}");
    }

    internal void SetMaster(int index, int master)
    {
        Message(NewLink, Change).Put(new LinkHeader { Index = index }).U32(IflaMaster, (uint)master);
        Execute($"put link {index} on bridge {master}");
    }

    /// <summary>Lets a bridge send a frame back out of the port it came in by.</summary>
    internal void SetHairpin(int index, bool on)
    {
        const byte afBridge = 7;
        NetlinkWriter w = Message(NewLink, Change).Put(new LinkHeader { Family = afBridge, Index = index });
        using (w.Nest(IflaProtInfo))
        {
            w.U8(BridgePortHairpin, on ? (byte)1 : (byte)0);
        }

        Execute($"set hairpin mode of link {index}");
    }

    internal void MoveTo(int index, NetworkNamespace target, string? newName = null)
    {
        NetlinkWriter w = Message(NewLink, Change).Put(new LinkHeader { Index = index }).U32(IflaNetNsFd, (uint)target.Descriptor);
        if (newName is not null)
        {
            w.Text(IflaName, newName);
        }

        Execute($"move link {index} to another namespace");
    }

    private static void WriteEnd(NetlinkWriter w, string name, byte[]? address, int mtu)
    {
        w.Text(IflaName, name);
        if (address is not null)
        {
            w.Bytes(IflaAddress, address);
        }

        if (mtu > 0)
        {
            w.U32(IflaMtu, (uint)mtu);
        }
    }

    private static Link ReadLink(ReadOnlySpan<byte> body)
    {
        LinkHeader header = MemoryMarshal.Read<LinkHeader>(body);
        string name = "";
        string? kind = null;
        int mtu = 0;
        int master = 0;
        byte[] address = [];
        bool operational = false;
        foreach (NetlinkAttribute a in new NetlinkAttributes(body[Unsafe.SizeOf<LinkHeader>()..]))
        {
            switch (a.Type)
            {
                case IflaName: name = a.Text; break;
                case IflaMtu: mtu = (int)a.U32; break;
                case IflaMaster: master = (int)a.U32; break;
                case IflaAddress: address = a.Value.ToArray(); break;
                case IflaOperationalState: operational = a.Value[0] == OperationalUp; break;
                case IflaLinkInfo:
                    ReadOnlySpan<byte> text = NetlinkAttributes.Find(a.Value, InfoKind);
                    kind = text.IsEmpty ? null : new NetlinkAttribute(InfoKind, text).Text;
                    break;
            }
        }

        return new Link(header.Index, name, (header.Flags & Up) != 0, mtu, master, kind, address) { IsOperational = operational };
    }
}
