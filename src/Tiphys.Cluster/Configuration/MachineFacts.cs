using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tiphys.Cluster.Configuration;

/// <summary>What a cluster has to know of the machine before it is made.</summary>
public static class MachineFacts
{
    /// <summary>The address that others reach this machine by: that of the link with the default route, else of any link, else loopback.</summary>
    public static IPAddress PrimaryAddress()
    {
        try
        {
            // Connecting a datagram socket sends nothing; it only asks the routing table. The address is for documentation (RFC 5737).
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(IPAddress.Parse("192.0.2.1"), 9);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return Addresses().FirstOrDefault(address => !IPAddress.IsLoopback(address)) ?? IPAddress.Loopback;
        }
    }

    /// <summary>IPv4 addresses of all links.</summary>
    public static IEnumerable<IPAddress> Addresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(link => link.GetIPProperties().UnicastAddresses)
        .Select(address => address.Address)
        .Where(address => address.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>The host name as a node's name.</summary>
    public static string NodeName()
    {
        var name = new string([.. Environment.MachineName.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-')]);
        name = name.Trim('-', '.');
        return name.Length > 0 ? name : "node";
    }

    /// <summary>Whether a TCP port can be listened on.</summary>
    public static bool IsFree(IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The port wished for, or any other when it is taken.</summary>
    public static int FreePort(IPAddress address, int wished)
    {
        if (IsFree(new IPEndPoint(address, wished)))
        {
            return wished;
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
