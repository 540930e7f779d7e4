using System.Text;
using System.Text.Json;
using Tiphys.Kubelet.Streaming.Spdy;

namespace Tiphys.Kubelet.Tests.Server;

public sealed class SpdyExecTests
{
    private const string Cat = "/exec/default/web/app?command=cat&input=1&output=1";

    [Fact]
    public async Task Streams_carry_input_output_and_the_outcome()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Echo(kubelet);
        await using var client = await kubelet.SpdyAsync(Cat, "v5.channel.k8s.io", "v4.channel.k8s.io");
        Assert.StartsWith("HTTP/1.1 101", client.Answer, StringComparison.Ordinal);
        Assert.Contains("X-Stream-Protocol-Version: v4.channel.k8s.io", client.Answer, StringComparison.Ordinal);
        client.Start();
        var error = await client.OpenAsync(("streamType", "error"));
        var stdin = await client.OpenAsync(("streamType", "stdin"));
        var stdout = await client.OpenAsync(("streamType", "stdout"));
        await stdin.WriteAsync("hello");
        await stdin.WriteAsync(" you", fin: true);
        Assert.Equal("hello you", await stdout.ReadTextAsync());
        Assert.Equal("Success", JsonDocument.Parse(await error.ReadToEndAsync()).RootElement.GetProperty("status").GetString());
        await client.GoAway.Task.WaitAsync(KubeletFixture.Deadline);
    }

    [Fact]
    public async Task The_first_version_tells_a_failure_in_words()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static (_, _) => Task.FromResult(7);
        await using var client = await kubelet.SpdyAsync("/exec/default/web/app?command=x&output=1", "channel.k8s.io");
        client.Start();
        var error = await client.OpenAsync(("streamType", "error"));
        await client.OpenAsync(("streamType", "stdout"));
        Assert.Equal("command terminated with non-zero exit code: error executing command [x], exit code 7", await error.ReadTextAsync());
    }

    [Fact]
    public async Task Resizes_come_as_a_stream()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            await process.Disposed.Task;
            return 0;
        };
        await using var client = await kubelet.SpdyAsync("/exec/default/web/app?command=sh&input=1&output=1&tty=1", "v4.channel.k8s.io");
        client.Start();
        await client.OpenAsync(("streamType", "error"));
        await client.OpenAsync(("streamType", "stdin"));
        await client.OpenAsync(("streamType", "stdout"));
        var resize = await client.OpenAsync(("streamType", "resize"));
        await resize.WriteAsync("{\"Width\":80,\"Height\":24}\n");
        var process = await Soon.GetAsync(() => kubelet.Runtime.Processes.FirstOrDefault());
        await Soon.TrueAsync(() => process.Sizes.Contains(new(80, 24)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_megabytes_go_in_and_out(bool windows)
    {
        const int total = 100 << 20;
        await using var kubelet = await KubeletFixture.StartAsync();
        Echo(kubelet);
        await using var opened = await kubelet.SpdyAsync(Cat, "v4.channel.k8s.io");
        var client = new SpdyTestClient(opened.Transport, opened.Answer) { Windows = windows };
        client.Start();
        if (windows)
        {
            // Shows from the start that this client keeps to windows.
            await client.SendNumbersAsync(SpdyFrameType.Settings, 1, 7, SpdyConnection.InitialWindow);
        }

        var error = await client.OpenAsync(("streamType", "error"));
        var stdin = await client.OpenAsync(("streamType", "stdin"));
        var stdout = await client.OpenAsync(("streamType", "stdout"));
        var sending = Task.Run(async () =>
        {
            var data = new byte[32 * 1024];
            for (long sent = 0; sent < total; sent += data.Length)
            {
                if (windows)
                {
                    await client.WaitForReturnAsync(stdin.Id, sent + data.Length - SpdyConnection.InitialWindow);
                }

                await stdin.WriteAsync(data);
            }

            await stdin.WriteAsync("", fin: true);
        });
        long received = 0;
        await foreach (var data in stdout.Received.Reader.ReadAllAsync(KubeletFixture.Deadline))
        {
            received += data.Length;
        }

        await sending;
        Assert.Equal(total, received);
        Assert.Contains("Success", await error.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_windows_is_sent_no_more_than_it_takes()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            await process.Out.WriteAsync(new byte[1 << 20]);
            return 0;
        };
        await using var opened = await kubelet.SpdyAsync("/exec/default/web/app?command=x&output=1", "v4.channel.k8s.io");
        var client = new SpdyTestClient(opened.Transport, opened.Answer) { Windows = true, Holds = true };
        client.Start();
        await client.SendNumbersAsync(SpdyFrameType.Settings, 1, 7, 1000);
        await client.OpenAsync(("streamType", "error"));
        var stdout = await client.OpenAsync(("streamType", "stdout"));
        var first = await stdout.Received.Reader.ReadAsync(KubeletFixture.Deadline);
        Assert.Equal(1000, first.Length);

        // A ping overtakes nothing: what the server would have sent beyond the window would be before its answer.
        await client.SendNumbersAsync(SpdyFrameType.Ping, 1);
        Assert.Equal(1u, await client.Pings.Reader.ReadAsync(KubeletFixture.Deadline));
        Assert.False(stdout.Received.Reader.TryPeek(out _));
        stdout.Holds = false;
        await stdout.Consumed(0);
        Assert.Equal((1 << 20) - 1000, (await stdout.ReadToEndAsync()).Length);
    }

    [Fact]
    public async Task Without_a_common_version_the_upgrade_is_forbidden()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        await using var client = await kubelet.SpdyAsync(Cat, "v9.channel.k8s.io");
        Assert.StartsWith("HTTP/1.1 403", client.Answer, StringComparison.Ordinal);
        Assert.Contains("X-Accepted-Stream-Protocol-Versions: v4.channel.k8s.io", client.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_joins_the_container_until_it_ends()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            await process.Out.WriteAsync("out"u8.ToArray());
            await process.Err.WriteAsync("err"u8.ToArray());
            return 5;
        };
        await using var client = await kubelet.SpdyAsync("/attach/default/web/app?output=1&error=1", "v4.channel.k8s.io");
        client.Start();
        var error = await client.OpenAsync(("streamType", "error"));
        var stdout = await client.OpenAsync(("streamType", "stdout"));
        var stderr = await client.OpenAsync(("streamType", "stderr"));
        Assert.Equal("out", await stdout.ReadTextAsync());
        Assert.Equal("err", await stderr.ReadTextAsync());
        Assert.Contains("Success", await error.ReadTextAsync(), StringComparison.Ordinal);
    }

    private static void Echo(KubeletFixture kubelet) => kubelet.Runtime.Process = static async (_, process) =>
    {
        await process.In.CopyToAsync(process.Out);
        return 0;
    };
}
