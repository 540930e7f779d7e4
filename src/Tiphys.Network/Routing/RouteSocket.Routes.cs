using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tiphys.Network.Interop;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Routing;

internal sealed partial class RouteSocket
{
    private const ushort NewRoute = 24;
    private const ushort DeleteRouteType = 25;
    private const ushort GetRoute = 26;
    private const ushort RtaDestination = 1;
    private const ushort RtaLink = 4;
    private const ushort RtaGateway = 5;
    private const ushort RtaSource = 7;
    private const byte TableMain = 254;
    private const byte ScopeUniverse = 0;
    private const byte ScopeLink = 253;
    private const byte TypeUnicast = 1;
    private const byte ProtocolStatic = 4;

    /// <summary>Adds a route, or replaces the one to the same destination.</summary>
    internal void SetRoute(Route route)
    {
        WriteRoute(NewRoute, Change | NetlinkFlags.Create | NetlinkFlags.Replace, route);
        Execute($"set route to {route.Destination}");
    }

    /// <summary>Removes a route and returns whether it was there.</summary>
    internal bool DeleteRoute(Route route)
    {
        WriteRoute(DeleteRouteType, Change, route);
        return TryExecute($"delete route to {route.Destination}", Libc.Esrch);
    }

    /// <summary>IPv4 routes of the main table.</summary>
    internal List<Route> ListRoutes()
    {
        var routes = new List<Route>();
        Message(GetRoute, NetlinkFlags.Request | NetlinkFlags.Dump).Put(new RouteHeader { Family = 2, Table = TableMain });
        _socket.Dump(_writer.End(), "list routes", (_, body) =>
        {
            if (MemoryMarshal.Read<RouteHeader>(body) is { Table: TableMain, Type: TypeUnicast })
            {
                routes.Add(ReadRoute(body));
            }
        });
        return routes;
    }

    private void WriteRoute(ushort type, NetlinkFlags flags, Route route)
    {
        IPAddress destination = route.Destination.BaseAddress;
        NetlinkWriter w = Message(type, flags).Put(new RouteHeader
        {
            Family = Family(destination),
            DestinationLength = (byte)route.Destination.PrefixLength,
            Table = TableMain,
            Protocol = ProtocolStatic,
            Scope = route.Gateway is null ? ScopeLink : ScopeUniverse,
            Type = TypeUnicast,
        });
        if (route.Destination.PrefixLength > 0)
        {
            w.Bytes(RtaDestination, destination.GetAddressBytes());
        }

        if (route.Gateway is not null)
        {
            w.Bytes(RtaGateway, route.Gateway.GetAddressBytes());
        }

        if (route.Link > 0)
        {
            w.U32(RtaLink, (uint)route.Link);
        }

        if (route.Source is not null)
        {
            w.Bytes(RtaSource, route.Source.GetAddressBytes());
        }
    }

    private static Route ReadRoute(ReadOnlySpan<byte> body)
    {
        RouteHeader header = MemoryMarshal.Read<RouteHeader>(body);
        IPAddress destination = header.Family == 2 ? IPAddress.Any : IPAddress.IPv6Any;
        IPAddress? gateway = null;
        IPAddress? source = null;
        int link = 0;
        foreach (NetlinkAttribute a in new NetlinkAttributes(body[Unsafe.SizeOf<RouteHeader>()..]))
        {
            switch (a.Type)
            {
                case RtaDestination: destination = new IPAddress(a.Value); break;
                case RtaGateway: gateway = new IPAddress(a.Value); break;
                case RtaSource: source = new IPAddress(a.Value); break;
                case RtaLink: link = (int)a.U32; break;
            }
        }

        return new Route { Destination = new IPNetwork(destination, header.DestinationLength), Gateway = gateway, Link = link, Source = source };
    }
}
