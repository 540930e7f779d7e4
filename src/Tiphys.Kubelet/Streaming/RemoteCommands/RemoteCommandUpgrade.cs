using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Tiphys.Kubelet.Streaming.Spdy;
using Tiphys.Kubelet.Streaming.WebSockets;

namespace Tiphys.Kubelet.Streaming.RemoteCommands;

/// <summary>Makes channels of a request for exec or attach: over WebSocket (versions 1, 4 and 5) or SPDY (1 to 4).</summary>
internal static class RemoteCommandUpgrade
{
    // Numbers of the WebSocket channels; the first three are the file descriptors.
    private const int Stdin = 0;
    private const int Stdout = 1;
    private const int Stderr = 2;
    private const int Error = 3;
    private const int Resize = 4;

    private static readonly TimeSpan StreamCreationTimeout = TimeSpan.FromSeconds(30);
    private static readonly string[] SpdyProtocols = ["v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"];

    /// <summary>Upgrades, and runs <paramref name="use"/> on the channels; the connection ends with it.</summary>
    /// <exception cref="RequestFailedException">The request cannot be upgraded.</exception>
    public static Task RunAsync(HttpContext http, RemoteCommandOptions options, TimeProvider clock, Func<RemoteCommandChannels, Task> use) =>
        Upgrade.IsWebSocket(http.Request) ? RunWebSocketAsync(http, options, clock, use) : RunSpdyAsync(http, options, clock, use);

    private static async Task RunWebSocketAsync(
        HttpContext http, RemoteCommandOptions options, TimeProvider clock, Func<RemoteCommandChannels, Task> use)
    {
        var (socket, codec) = await Upgrade.ToChannelsAsync(http, ChannelCodec.RemoteCommand);
        using (socket)
        {
            await using var connection = new WebSocketChannels(socket, codec, clock, options.Stdin, false, false, false, true);
            var channels = new RemoteCommandChannels
            {
                Connection = connection,
                Stdin = options.Stdin ? connection[Stdin] : null,
                Stdout = options.Stdout ? connection[Stdout] : null,
                Stderr = options.Stderr ? connection[Stderr] : null,
                Error = connection[Error],
                Resize = options.Tty ? connection[Resize] : null,
                StructuredStatus = codec.StructuredStatus,
            };

            // An empty message tells the client that the connection stands.
            var first = channels.Stdout ?? channels.Stderr ?? channels.Error;
            try
            {
                await first.WriteAsync(ReadOnlyMemory<byte>.Empty, http.RequestAborted);
            }
            catch (IOException)
            {
                // It has gone already.
                return;
            }

            await use(channels);
        }
    }

    private static async Task RunSpdyAsync(
        HttpContext http, RemoteCommandOptions options, TimeProvider clock, Func<RemoteCommandChannels, Task> use)
    {
        var (transport, protocol) = await Upgrade.ToSpdyAsync(http, SpdyProtocols);
        var opened = Channel.CreateUnbounded<SpdyStream>();
        await using var connection = new SpdyConnection(transport, clock, static _ => null, stream => opened.Writer.TryWrite(stream));
        var resizes = options.Tty && protocol is "v4.channel.k8s.io" or "v3.channel.k8s.io";
        if (await WaitForStreamsAsync(opened.Reader, connection, Expected(options, resizes), clock) is not { } streams)
        {
            return;
        }

        await use(new RemoteCommandChannels
        {
            Connection = connection,
            Stdin = streams.GetValueOrDefault("stdin"),
            Stdout = streams.GetValueOrDefault("stdout"),
            Stderr = streams.GetValueOrDefault("stderr"),
            Error = streams["error"],
            Resize = streams.GetValueOrDefault("resize"),
            StructuredStatus = protocol == "v4.channel.k8s.io",
        });
    }

    private static HashSet<string> Expected(RemoteCommandOptions options, bool resizes)
    {
        HashSet<string> names = ["error"];
        AddIf(options.Stdin, "stdin");
        AddIf(options.Stdout, "stdout");
        AddIf(options.Stderr, "stderr");
        AddIf(resizes, "resize");
        return names;

        void AddIf(bool wanted, string name)
        {
            if (wanted)
            {
                names.Add(name);
            }
        }
    }

    /// <summary>The streams by their type; null when the client does not open them in time, or goes.</summary>
    private static async Task<Dictionary<string, SpdyStream>?> WaitForStreamsAsync(
        ChannelReader<SpdyStream> opened, SpdyConnection connection, HashSet<string> expected, TimeProvider clock)
    {
        var streams = new Dictionary<string, SpdyStream>(StringComparer.Ordinal);
        using var deadline = new CancellationTokenSource(StreamCreationTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, connection.Closed);
        try
        {
            while (!expected.IsSubsetOf(streams.Keys))
            {
                var stream = await opened.ReadAsync(either.Token);
                streams.TryAdd(stream.Header("streamType"), stream);
            }

            return streams;
        }
        catch (OperationCanceledException)
        {
            // There is no stream that could carry the message: the connection just ends, as upstream's does.
            return null;
        }
    }
}
