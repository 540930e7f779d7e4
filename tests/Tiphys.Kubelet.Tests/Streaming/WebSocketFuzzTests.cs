using System.Net.WebSockets;
using CsCheck;
using Tiphys.Kubelet.Streaming.WebSockets;
using Tiphys.Kubelet.Tests.Server;

namespace Tiphys.Kubelet.Tests.Streaming;

/// <summary>Whatever a client sends: the connection ends, its channels end, nothing hangs.</summary>
public sealed class WebSocketFuzzTests
{
    // Masked, as a client's must be, with a mask of zeros; a few bits of the head go wrong now and then.
    private static readonly Gen<byte[]> Frame = Gen.Select(
        Gen.OneOf<byte>(0x80, 0x81, 0x82, 0x02, 0x00, 0x88, 0x89, 0x8a, 0xff), Gen.Byte.Array[0, 100], static (head, body) =>
            (byte[])[head, (byte)(0x80 | body.Length), 0, 0, 0, 0, .. body]);

    [Fact]
    public async Task Arbitrary_bytes_end_the_connection() => await Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 5])
        .SampleAsync(static (bytes, codec) => ServeAsync(bytes, ChannelCodec.RemoteCommand[codec]), iter: 300);

    [Fact]
    public async Task Arbitrary_frames_end_the_connection() => await Gen.Select(Frame.List[0, 20], Gen.Int[0, 5])
        .SampleAsync(static (frames, codec) => ServeAsync([.. frames.SelectMany(static frame => frame)], ChannelCodec.RemoteCommand[codec]), iter: 300);

    private static async Task ServeAsync(byte[] bytes, ChannelCodec codec)
    {
        var (near, far) = DuplexStream.CreatePair();
        var drained = near.CopyToAsync(Stream.Null);
        using (var socket = WebSocket.CreateFromStream(far, new WebSocketCreationOptions { IsServer = true }))
        {
            await using var channels = new WebSocketChannels(socket, codec, TimeProvider.System, true, false, false, false, true);
            var read = Task.WhenAll(channels[0].Input.CopyToAsync(Stream.Null), channels[4].Input.CopyToAsync(Stream.Null));
            await near.WriteAsync(bytes);
            ((DuplexStream)near).CloseOutput();
            await channels.Completion.WaitAsync(TimeSpan.FromSeconds(20));
            await read.WaitAsync(TimeSpan.FromSeconds(20));
        }

        await far.DisposeAsync();
        await drained.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
