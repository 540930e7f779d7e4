using System.Net.WebSockets;
using System.Text;
using Tiphys.Kubelet.Streaming.WebSockets;

namespace Tiphys.Kubelet.Tests.Server;

public sealed class PortForwardTests
{
    private const string Path = "/portForward/default/web";

    [Fact]
    public async Task Connections_share_a_SPDY_connection()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Echo(kubelet);
        await using var client = await kubelet.SpdyAsync(Path, "portforward.k8s.io");
        client.Start();
        await ForwardManyAsync(client);
    }

    [Fact]
    public async Task SPDY_goes_through_a_WebSocket()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Echo(kubelet);
        var (socket, answer) = await kubelet.TunnelAsync(Path, "SPDY/3.1+portforward.k8s.io");
        Assert.Contains("Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io", answer, StringComparison.Ordinal);

        // The example of RFC 6455, section 1.3.
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer, StringComparison.Ordinal);
        await using var client = new SpdyTestClient(new WebSocketTunnel(socket), "");
        client.Start();
        await ForwardManyAsync(client);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_an_error_of_its_connection_alone()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Echo(kubelet);
        await using var client = await kubelet.SpdyAsync(Path, "portforward.k8s.io");
        client.Start();
        var (error, data) = await OpenAsync(client, 1, "0");
        Assert.Equal(
            "error forwarding port 1 to pod sandbox-default-web-uid-1, uid : failed to connect to localhost:1 inside the sandbox: Connection refused",
            await error.ReadTextAsync());
        await data.Reset.Task.WaitAsync(KubeletFixture.Deadline);
        await EchoedAsync(client, 80, "1");
    }

    [Fact]
    public async Task A_stream_without_a_port_is_reset()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        await using var client = await kubelet.SpdyAsync(Path, "portforward.k8s.io");
        client.Start();
        var stream = await client.OpenAsync(("streamType", "data"));
        Assert.Equal(5u, await stream.Reset.Task.WaitAsync(KubeletFixture.Deadline));
    }

    [Fact]
    public async Task Channels_begin_with_their_port()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Echo(kubelet);
        using var socket = await kubelet.WebSocketAsync(Path + "?port=80,81", "v4.channel.k8s.io");
        var heads = new List<byte[]>();
        for (var i = 0; i < 4; i++)
        {
            heads.Add(await ReceiveAsync(socket));
        }

        Assert.Equal(["0,80,0", "1,80,0", "2,81,0", "3,81,0"], heads.Select(head => string.Join(',', head)).Order(StringComparer.Ordinal));
        await socket.SendAsync((byte[])[2, (byte)'x'], WebSocketMessageType.Binary, true, KubeletFixture.Deadline);
        Assert.Equal([2, (byte)'x'], await ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_hundred_megabytes_go_through()
    {
        const int total = 100 << 20;
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Port = static async (_, stream) =>
        {
            await stream.WriteAsync(new byte[total]);
            await stream.DisposeAsync();
        };
        await using var client = await kubelet.SpdyAsync(Path, "portforward.k8s.io");
        client.Start();
        var (_, data) = await OpenAsync(client, 80, "0");
        long received = 0;
        await foreach (var piece in data.Received.Reader.ReadAllAsync(KubeletFixture.Deadline))
        {
            received += piece.Length;
        }

        Assert.Equal(total, received);
    }

    [Theory]
    [InlineData("/portForward/default/none", 404)]
    [InlineData("/portForward/default/web/uid-2", 404)]
    public async Task An_unknown_pod_is_not_found(string path, int code)
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        await using var client = await kubelet.SpdyAsync(path, "portforward.k8s.io");
        Assert.StartsWith($"HTTP/1.1 {code}", client.Answer, StringComparison.Ordinal);
    }

    private static async Task ForwardManyAsync(SpdyTestClient client)
    {
        for (var i = 0; i < 100; i += 4)
        {
            await Task.WhenAll(
                EchoedAsync(client, 80, $"{i}"), EchoedAsync(client, 81, $"{i + 1}"), EchoedAsync(client, 80, $"{i + 2}"), EchoedAsync(client, 82, $"{i + 3}"));
        }
    }

    private static async Task EchoedAsync(SpdyTestClient client, int port, string id)
    {
        var (error, data) = await OpenAsync(client, port, id);
        await data.WriteAsync($"request {id}", fin: true);
        Assert.Equal($"{port}: request {id}", await data.ReadTextAsync());
        Assert.Equal("", await error.ReadTextAsync());
    }

    private static readonly SemaphoreSlim Opening = new(1, 1);

    private static async Task<(SpdyTestClient.TestStream Error, SpdyTestClient.TestStream Data)> OpenAsync(SpdyTestClient client, int port, string id)
    {
        await Opening.WaitAsync(KubeletFixture.Deadline);
        try
        {
            var error = await client.OpenAsync(("streamType", "error"), ("port", $"{port}"), ("requestID", id));
            await error.WriteAsync("", fin: true);
            return (error, await client.OpenAsync(("streamType", "data"), ("port", $"{port}"), ("requestID", id)));
        }
        finally
        {
            Opening.Release();
        }
    }

    // Answers as soon as something came: ends of input do not travel through a connection in memory.
    private static void Echo(KubeletFixture kubelet) => kubelet.Runtime.Port = static async (port, stream) =>
    {
        var buffer = new byte[1024];
        var count = await stream.ReadAsync(buffer);
        await stream.WriteAsync(count > 1 ? Encoding.UTF8.GetBytes($"{port}: {Encoding.UTF8.GetString(buffer, 0, count)}") : buffer.AsMemory(0, count));
        await stream.DisposeAsync();
    };

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1024];
        var piece = await socket.ReceiveAsync(buffer, KubeletFixture.Deadline);
        return buffer[..piece.Count];
    }
}
