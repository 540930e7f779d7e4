using System.Globalization;
using System.Text;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Streaming.PortForwarding;

/// <summary>The pod whose ports are forwarded.</summary>
internal sealed class PortForwardTarget(IContainerRuntime runtime, string sandboxId)
{
    /// <summary>A port from text, as upstream reads it.</summary>
    /// <returns>The port, or what is wrong.</returns>
    public static (int Port, string? Error) ParsePort(string text)
    {
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return (0, $"unable to parse \"{text}\" as a port: strconv.ParseUint: parsing \"{text}\": invalid syntax");
        }

        return port > 0 ? (port, null) : (0, $"port \"{text}\" must be > 0");
    }

    /// <summary>Forwards one connection. False when it failed, after the client was told why.</summary>
    public async Task<bool> ForwardAsync(int port, IChannel data, IChannel error, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await runtime.PortForwardAsync(sandboxId, port, cancellationToken);
            await PortForwardPump.RunAsync(data, connection, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is IOException or ContainerRuntimeException or System.Net.Sockets.SocketException)
        {
            var text = $"error forwarding port {port} to pod {sandboxId}, uid : {failure.Message}";
            await error.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            return false;
        }
    }
}
