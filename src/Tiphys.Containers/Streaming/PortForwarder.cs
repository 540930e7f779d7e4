using System.Net;
using System.Net.Sockets;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Streaming;

/// <summary>Connects to ports inside a network namespace. A socket stays in the namespace it was made in, wherever it is used.</summary>
internal static class PortForwarder
{
    /// <param name="namespacePath">Null: the node's own network.</param>
    /// <exception cref="ContainerRuntimeException">Nothing listens on the port.</exception>
    public static async Task<Stream> ConnectAsync(string? namespacePath, int port, CancellationToken cancellationToken)
    {
        if (port is < 1 or > ushort.MaxValue)
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"invalid port {port}");
        try
        {
            return await ConnectAsync(namespacePath, IPAddress.Loopback, port, cancellationToken);
        }
        catch (SocketException)
        {
            // Some programs listen on ::1 alone.
        }

        try
        {
            return await ConnectAsync(namespacePath, IPAddress.IPv6Loopback, port, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new ContainerRuntimeException($"failed to connect to localhost:{port} inside the sandbox: {exception.Message}", exception);
        }
    }

    private static async Task<Stream> ConnectAsync(string? namespacePath, IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = await OpenAsync(namespacePath, address.AddressFamily);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            socket.NoDelay = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Socket> OpenAsync(string? namespacePath, AddressFamily family)
    {
        if (namespacePath is null)
            return new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        const int stream = 1;
        var number = family == AddressFamily.InterNetwork ? 2 : 10;
        var descriptor = await Task.Run(() => NamespaceThread.RunInNetwork(namespacePath, () => Libc.Socket(number, stream)));
        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }
}
