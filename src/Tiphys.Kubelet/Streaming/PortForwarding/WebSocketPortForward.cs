using System.Buffers.Binary;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Tiphys.Kubelet.Streaming.WebSockets;

namespace Tiphys.Kubelet.Streaming.PortForwarding;

/// <summary>
/// Port-forward over channels of a WebSocket (<c>v4.channel.k8s.io</c>): one connection for each port of the query, channel 2i for its
/// data and 2i + 1 for its errors. Both begin with the port, two bytes, little end first.
/// </summary>
internal static class WebSocketPortForward
{
    // Channels are numbered by a byte, and base64 counts from '0'.
    private const int MaxPorts = 64;

    /// <exception cref="RequestFailedException">No ports, or text that is none.</exception>
    public static IReadOnlyList<int> ReadPorts(IQueryCollection query)
    {
        var ports = new List<int>();
        foreach (var value in query["port"])
        {
            foreach (var text in (value ?? "").Split(','))
            {
                var (port, error) = text.Length == 0
                    ? (0, "query parameter \"port\" cannot be empty")
                    : PortForwardTarget.ParsePort(text);
                ports.Add(error is null ? port : throw new RequestFailedException(400, error));
            }
        }

        return ports.Count switch
        {
            0 => throw new RequestFailedException(400, "query parameter \"port\" is required"),
            > MaxPorts => throw new RequestFailedException(400, "too many ports"),
            _ => ports,
        };
    }

    /// <summary>Serves until all connections have ended or the client has gone.</summary>
    public static async Task RunAsync(
        WebSocket socket, ChannelCodec codec, IReadOnlyList<int> ports, PortForwardTarget target, TimeProvider clock, CancellationToken cancellationToken)
    {
        var inputs = new bool[2 * ports.Count];
        for (var i = 0; i < inputs.Length; i += 2)
        {
            inputs[i] = true;
        }

        await using var connection = new WebSocketChannels(socket, codec, clock, inputs);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Closed);
        try
        {
            await Task.WhenAll(ports.Select((port, i) => ForwardAsync(port, connection[2 * i], connection[(2 * i) + 1], target, ending.Token)));
            await connection.FinishAsync(ending.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException && ending.IsCancellationRequested)
        {
            // The client has gone, or the server stops.
        }
    }

    private static async Task ForwardAsync(int port, IChannel data, IChannel error, PortForwardTarget target, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)port);
        await data.WriteAsync(head, cancellationToken);
        await error.WriteAsync(head, cancellationToken);
        await target.ForwardAsync(port, data, error, cancellationToken);

        // The other ports share the connection: what is still sent to this one must not hold them up.
        data.Input.Dispose();
    }
}
