using System.Net.Sockets;

namespace Tiphys.Kubelet.Streaming.PortForwarding;

/// <summary>Copies between a client's channel and a connection into a pod, both ways, each to its own end.</summary>
internal static class PortForwardPump
{
    private const int BufferBytes = 32 * 1024;

    /// <summary>Ends with what the pod sends: the answer to a request that is over may still be to come, but not the other way around.</summary>
    public static async Task RunAsync(IChannel channel, Stream port, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var up = UpAsync(channel.Input, port, ending.Token);
        try
        {
            await DownAsync(port, channel, cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await up.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task UpAsync(Stream source, Stream port, CancellationToken cancellationToken)
    {
        try
        {
            await source.CopyToAsync(port, BufferBytes, cancellationToken);
            if (port is NetworkStream network)
            {
                network.Socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The pod reads no more, but may have an answer. What the client still sends goes nowhere.
            await source.CopyToAsync(Stream.Null, BufferBytes, cancellationToken);
        }
    }

    private static async Task DownAsync(Stream port, IChannel channel, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await port.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await channel.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        await channel.CompleteAsync(cancellationToken);
    }
}
