using System.Net.WebSockets;
using System.Text;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.WebSockets;

namespace Tiphys.Fuzz.Tests.Targets;

/// <summary>Channels over a WebSocket whose client sends the input and hangs up. The first byte chooses the subprotocol.</summary>
internal static class WebSocketUnderFuzz
{
    private const int Channels = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IReadOnlyList<byte[]> Corpus { get; } =
    [
        [3, .. Frame(2, [0, .. "hello"u8]), .. Frame(2, [4, .. "{\"Width\":80,\"Height\":24}"u8]), .. Frame(8, [3, 232])],
        [5, .. Frame(2, [0, .. "hello"u8]), .. Frame(2, [255, 0]), .. Frame(9, [])],
        [4, .. Frame(1, [(byte)'0', .. Encoding.ASCII.GetBytes(Convert.ToBase64String("hello"u8))])],
    ];

    public static string Run(byte[] input) => RunAsync(input).GetAwaiter().GetResult();

    private static async Task<string> RunAsync(byte[] input)
    {
        var codec = ChannelCodec.RemoteCommand[input.Length == 0 ? 0 : input[0] % ChannelCodec.RemoteCommand.Count];
        var transport = new ClientBytes(input.Length == 0 ? [] : input[1..]);
        using var socket = WebSocket.CreateFromStream(transport, new WebSocketCreationOptions { IsServer = true });
        await using var channels = new WebSocketChannels(socket, codec, TimeProvider.System, true, false, false, false, true);
        var draining = Enumerable.Range(0, Channels).Select(number => DrainAsync(channels[number])).ToList();
        await channels.Completion.WaitAsync(Patience);
        var counts = await Task.WhenAll(draining).WaitAsync(Patience);
        return $"{codec.Name} {string.Join(' ', counts.Select(count => Math.Min(count, 3)))} {socket.State}";
    }

    private static async Task<long> DrainAsync(IChannel channel)
    {
        var counted = new MemoryStream();
        try
        {
            await channel.Input.CopyToAsync(counted);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The connection has ended.
        }

        return counted.Length;
    }

    // A client masks what it sends; a mask of zeros leaves it as it is.
    private static byte[] Frame(byte opcode, ReadOnlySpan<byte> payload) => [(byte)(0x80 | opcode), (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
}
