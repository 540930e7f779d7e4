using Tiphys.Containers;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.PortForwarding;
using Tiphys.Kubelet.Streaming.WebSockets;

namespace Tiphys.Kubelet.Server.Streams;

/// <summary><c>/portForward/NAMESPACE/POD[/UID]</c>: over SPDY, SPDY in a WebSocket, or channels of a WebSocket.</summary>
internal sealed class PortForwardHandler(IContainerRuntime runtime, PodContainers containers, TimeProvider clock, CancellationToken stopping)
{
    private static readonly string[] Protocols = [SpdyPortForward.Protocol];

    public Task HandleAsync(KubeletRequest request)
    {
        request.RequireMethod("GET", "POST");
        var http = request.Http;
        var usesChannels = Upgrade.IsWebSocket(http.Request) && !Upgrade.IsTunnel(http.Request);
        var ports = usesChannels ? WebSocketPortForward.ReadPorts(http.Request.Query) : [];
        var target = new PortForwardTarget(runtime, Find(request).Id);
        if (!Upgrade.IsRequested(http.Request))
        {
            throw new RequestFailedException(400, "Upgrade request required");
        }

        return usesChannels ? RunChannelsAsync(request, ports, target)
            : Upgrade.IsTunnel(http.Request) ? RunTunnelAsync(request, target)
            : RunSpdyAsync(request, target);
    }

    private async Task RunSpdyAsync(KubeletRequest request, PortForwardTarget target)
    {
        var (transport, _) = await Upgrade.ToSpdyAsync(request.Http, Protocols);
        await new SpdyPortForward(target, clock).RunAsync(transport, stopping);
    }

    private async Task RunTunnelAsync(KubeletRequest request, PortForwardTarget target)
    {
        var (socket, _) = await Upgrade.ToWebSocketAsync(
            request.Http, static name => name == Upgrade.TunnelPrefix + SpdyPortForward.Protocol);
        await using var transport = new WebSocketTunnel(socket);
        await new SpdyPortForward(target, clock).RunAsync(transport, stopping);
    }

    private async Task RunChannelsAsync(KubeletRequest request, IReadOnlyList<int> ports, PortForwardTarget target)
    {
        var (socket, codec) = await Upgrade.ToChannelsAsync(request.Http, ChannelCodec.PortForward);
        using (socket)
        {
            await WebSocketPortForward.RunAsync(socket, codec, ports, target, clock, stopping);
        }
    }

    private PodSandboxInfo Find(KubeletRequest request)
    {
        var pod = request.Segments switch
        {
            [var ns, var name] => new PodReference(ns, name),
            [var ns, var name, var uid] => new PodReference(ns, name, uid),
            _ => throw new RequestFailedException(404, "404: Page Not Found"),
        };
        return containers.FindSandbox(pod)
            ?? throw new RequestFailedException(404, containers.FindSandbox(pod with { Uid = "" }) is null ? "pod does not exist" : "pod not found");
    }
}
