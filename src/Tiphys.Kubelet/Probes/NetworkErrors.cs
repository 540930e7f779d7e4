using System.Net.Sockets;

namespace Tiphys.Kubelet.Probes;

/// <summary>Says what went wrong on the network in the words of upstream's events, which people and their tools look for.</summary>
internal static class NetworkErrors
{
    public static string Describe(Exception error, string address)
    {
        var socket = Find<SocketException>(error);
        return socket?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => $"dial tcp {address}: connect: connection refused",
            SocketError.HostUnreachable => $"dial tcp {address}: connect: no route to host",
            SocketError.NetworkUnreachable => $"dial tcp {address}: connect: network is unreachable",
            SocketError.TimedOut => $"dial tcp {address}: connect: connection timed out",
            SocketError.HostNotFound or SocketError.NoData => $"dial tcp: lookup {Host(address)}: no such host",
            SocketError.ConnectionReset => $"read tcp {address}: read: connection reset by peer",
            _ when error is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "EOF",
            _ => (error.InnerException ?? error).Message,
        };
    }

    private static string Host(string address) => address[..address.LastIndexOf(':')];

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        while (error is not null and not T)
        {
            error = error.InnerException;
        }

        return error as T;
    }
}
