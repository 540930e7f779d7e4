using CsCheck;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.Spdy;
using Tiphys.Kubelet.Tests.Server;

namespace Tiphys.Kubelet.Tests.Streaming;

/// <summary>Whatever a client sends: the connection ends, its streams end, nothing hangs.</summary>
public sealed class SpdyFuzzTests
{
    private static readonly Gen<byte[]> Frame = Gen.Select(
        Gen.OneOf<ushort>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0xffff), Gen.Byte, Gen.Byte.Array[0, 64], Gen.Bool, static (type, flags, body, control) =>
        {
            var frame = new byte[8 + body.Length];
            if (control)
            {
                SpdyFrameHeader.WriteControl(frame, (SpdyFrameType)type, flags, body.Length);
            }
            else
            {
                SpdyFrameHeader.WriteData(frame, (uint)type, flags, body.Length);
            }

            body.CopyTo(frame, 8);
            return frame;
        });

    [Fact]
    public async Task Arbitrary_bytes_end_the_connection() =>
        await Gen.Byte.Array[0, 500].SampleAsync(static bytes => ServeAsync(bytes), iter: 300);

    [Fact]
    public async Task Arbitrary_frames_end_the_connection() =>
        await Frame.List[0, 20].SampleAsync(static frames => ServeAsync([.. frames.SelectMany(static frame => frame)]), iter: 300);

    [Fact]
    public async Task Streams_beyond_the_limit_are_refused()
    {
        var (near, far) = DuplexStream.CreatePair();
        await using var server = new SpdyConnection(far, TimeProvider.System, static _ => null, static _ => { });
        await using var client = new SpdyTestClient(near, "");
        client.Start();
        for (var i = 0; i < SpdyConnection.MaxStreams; i++)
        {
            await client.OpenAsync();
        }

        var refused = await client.OpenAsync();
        Assert.Equal((uint)SpdyResetStatus.RefusedStream, await refused.Reset.Task.WaitAsync(KubeletFixture.Deadline));
        Assert.Equal(SpdyConnection.MaxStreams, server.StreamCount);
    }

    [Fact]
    public async Task What_nobody_reads_stops_the_client_and_not_the_server()
    {
        var (near, far) = DuplexStream.CreatePair();
        await using var server = new SpdyConnection(far, TimeProvider.System, static _ => null, static _ => { });
        await using var client = new SpdyTestClient(near, "");
        client.Start();
        var stream = await client.OpenAsync();
        var sent = 0;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            while (true)
            {
                await stream.WriteAsync(new byte[16 * 1024]).WaitAsync(soon.Token);
                sent += 16 * 1024;
            }
        }
        catch (OperationCanceledException)
        {
            // It waits, as it should.
        }

        Assert.False(server.Completion.IsCompleted, server.Completion.Exception?.ToString());
        Assert.InRange(sent, ChannelInput.Limit / 2, ChannelInput.Limit + (512 * 1024));
    }

    [Fact]
    public async Task A_window_that_overflows_ends_its_stream()
    {
        var (near, far) = DuplexStream.CreatePair();
        await using var server = new SpdyConnection(far, TimeProvider.System, static _ => null, static _ => { });
        await using var client = new SpdyTestClient(near, "");
        client.Start();
        var stream = await client.OpenAsync();
        await client.SendNumbersAsync(SpdyFrameType.WindowUpdate, stream.Id, int.MaxValue);
        Assert.Equal((uint)SpdyResetStatus.FlowControlError, await stream.Reset.Task.WaitAsync(KubeletFixture.Deadline));
        await client.SendNumbersAsync(SpdyFrameType.WindowUpdate, 0, int.MaxValue);
        await Assert.ThrowsAsync<StreamProtocolException>(() => server.Completion.WaitAsync(KubeletFixture.Deadline));
    }

    private static async Task ServeAsync(byte[] bytes)
    {
        var (near, far) = DuplexStream.CreatePair();
        var drained = near.CopyToAsync(Stream.Null);
        await using (var server = new SpdyConnection(far, TimeProvider.System, static _ => null, static stream => stream.Input.Dispose()))
        {
            await near.WriteAsync(bytes);
            ((DuplexStream)near).CloseOutput();
            await server.Completion.WaitAsync(TimeSpan.FromSeconds(20)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.True(server.Completion.IsCompleted);
            Assert.True(server.Completion.IsCompletedSuccessfully || server.Completion.Exception!.InnerException is StreamProtocolException);
            Assert.True(server.Closed.IsCancellationRequested);
        }

        await far.DisposeAsync();
        await drained.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
