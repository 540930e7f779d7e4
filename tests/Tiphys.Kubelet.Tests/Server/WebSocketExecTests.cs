using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Tiphys.Kubelet.Tests.Server;

public sealed class WebSocketExecTests
{
    private const string Echo = "/exec/default/web/app?command=cat&input=1&output=1";

    [Fact]
    public async Task Version_5_carries_input_its_end_and_the_outcome()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = async (options, process) =>
        {
            Assert.Equal(["cat"], options.Command);
            await process.In.CopyToAsync(process.Out);
            return 0;
        };
        using var socket = await kubelet.WebSocketAsync(Echo, "v5.channel.k8s.io");
        Assert.Equal("v5.channel.k8s.io", socket.SubProtocol);
        Assert.Equal([1], await ReceiveAsync(socket));
        await SendAsync(socket, 0, "hello");
        await socket.SendAsync(new byte[] { 255, 0 }, WebSocketMessageType.Binary, true, KubeletFixture.Deadline);
        Assert.Equal("\u0001hello", Text(await ReceiveAsync(socket)));
        Assert.Equal("Success", Status(await ReceiveAsync(socket)).GetProperty("status").GetString());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await CloseAsync(socket));
    }

    [Theory]
    [InlineData("v5.channel.k8s.io")]
    [InlineData("v4.channel.k8s.io")]
    public async Task An_exit_code_is_told_as_a_status(string protocol)
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            await process.Err.WriteAsync("oh"u8.ToArray());
            return 3;
        };
        using var socket = await kubelet.WebSocketAsync("/exec/default/web/uid-1/app?command=false&command=x&error=1", protocol);
        Assert.Equal([2], await ReceiveAsync(socket));
        Assert.Equal("\u0002oh", Text(await ReceiveAsync(socket)));
        var status = Status(await ReceiveAsync(socket));
        Assert.Equal("NonZeroExitCode", status.GetProperty("reason").GetString());
        var cause = status.GetProperty("details").GetProperty("causes")[0];
        Assert.Equal(("ExitCode", "3"), (cause.GetProperty("reason").GetString(), cause.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_command_that_cannot_be_run_is_an_internal_error()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        using var socket = await kubelet.WebSocketAsync("/exec/default/web/app?command=missing&output=1", "v4.channel.k8s.io");
        await ReceiveAsync(socket);
        var status = Status(await ReceiveAsync(socket));
        Assert.Equal("InternalError", status.GetProperty("reason").GetString());
        Assert.Contains("error executing command in container: exec: \"missing\"", status.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Base64_is_text_and_the_old_error_channel_a_message()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            var line = new byte[3];
            await process.In.ReadExactlyAsync(line);
            await process.Out.WriteAsync(line);
            return 1;
        };
        using var socket = await kubelet.WebSocketAsync(Echo, "base64.channel.k8s.io");
        Assert.Equal("1", Text(await ReceiveAsync(socket)));
        await socket.SendAsync(Encoding.ASCII.GetBytes("0" + Convert.ToBase64String("abc"u8)), WebSocketMessageType.Text, true, KubeletFixture.Deadline);
        Assert.Equal("1YWJj", Text(await ReceiveAsync(socket)));
        var error = Text(await ReceiveAsync(socket));
        Assert.Equal('3', error[0]);
        Assert.StartsWith("command terminated with non-zero exit code", Text(Convert.FromBase64String(error[1..])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_of_the_terminal_reach_it()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        using var socket = await kubelet.WebSocketAsync("/exec/default/web/app?command=sh&input=1&output=1&error=1&tty=1", "v5.channel.k8s.io");
        var done = new TaskCompletionSource<int>();
        kubelet.Runtime.Process = (_, _) => done.Task;
        using var shell = await kubelet.WebSocketAsync("/exec/default/web/app?command=sh&input=1&output=1&error=1&tty=1", "v5.channel.k8s.io");
        await SendAsync(shell, 4, "{\"Width\":80,\"Height\":24}{\"Wid");
        await SendAsync(shell, 4, "th\":100,\"Height\":30}\n");
        var process = await Soon.GetAsync(() => kubelet.Runtime.Processes.Count == 2 ? kubelet.Runtime.Processes[1] : null);
        await Soon.TrueAsync(() => process.Sizes.Count == 2);
        Assert.True(process.Options.Tty);
        Assert.False(process.Options.Stderr);
        Assert.Equal([new(80, 24), new(100, 30)], process.Sizes);
        done.SetResult(0);
    }

    [Fact]
    public async Task A_client_that_goes_ends_the_command()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            await process.Disposed.Task;
            return 137;
        };
        using (var socket = await kubelet.WebSocketAsync(Echo, "v5.channel.k8s.io"))
        {
            await ReceiveAsync(socket);
            socket.Abort();
        }

        var started = await Soon.GetAsync(() => kubelet.Runtime.Processes.FirstOrDefault());
        await started.Disposed.Task.WaitAsync(KubeletFixture.Deadline);
    }

    [Fact]
    public async Task Output_that_a_child_keeps_open_does_not_hold_the_client_up()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            await process.Out.WriteAsync("x"u8.ToArray());
            process.ExitEarly(0);
            await process.Disposed.Task;
            return 0;
        };
        using var socket = await kubelet.WebSocketAsync(Echo, "v5.channel.k8s.io");
        await ReceiveAsync(socket);
        Assert.Equal("\u0001x", Text(await ReceiveAsync(socket)));
        Assert.Equal("Success", Status(await ReceiveAsync(socket)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_hundred_megabytes_go_in_and_out()
    {
        const int total = 100 << 20;
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (_, process) =>
        {
            await process.In.CopyToAsync(process.Out);
            return 0;
        };
        using var socket = await kubelet.WebSocketAsync(Echo, "v5.channel.k8s.io");
        await ReceiveAsync(socket);
        var sending = SendManyAsync(socket, total);
        long received = 0;
        var buffer = new byte[64 * 1024];
        while (received < total)
        {
            var piece = await socket.ReceiveAsync(buffer.AsMemory(), KubeletFixture.Deadline);
            Assert.Equal(1, buffer[0]);
            received += piece.Count - 1;
            Assert.True(piece.EndOfMessage);
        }

        await sending;
        Assert.Equal(total, received);
        Assert.Equal("Success", Status(await ReceiveAsync(socket)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("/exec/default/web/app?command=ls&output=1", "v9.channel.k8s.io", 403)]
    [InlineData("/exec/default/web/app?command=ls", "v5.channel.k8s.io", 400)]
    [InlineData("/exec/default/none/app?command=ls&output=1", "v5.channel.k8s.io", 404)]
    [InlineData("/exec/default/web/other?command=ls&output=1", "v5.channel.k8s.io", 500)]
    public async Task What_cannot_be_done_is_refused_before_the_upgrade(string path, string protocol, int code)
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var error = await Assert.ThrowsAsync<WebSocketException>(() => kubelet.WebSocketAsync(path, protocol));
        Assert.Contains($"'{code}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_upgrade_there_is_no_exec()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var answer = await kubelet.GetAsync("/exec/default/web/app?command=ls&output=1");
        Assert.Equal((System.Net.HttpStatusCode.BadRequest, "Upgrade request required"), answer);
    }

    private static async Task SendManyAsync(ClientWebSocket socket, int total)
    {
        var message = new byte[64 * 1024];
        for (var sent = 0; sent < total;)
        {
            var count = Math.Min(message.Length - 1, total - sent);
            await socket.SendAsync(message.AsMemory(0, count + 1), WebSocketMessageType.Binary, true, KubeletFixture.Deadline);
            sent += count;
        }

        await socket.SendAsync(new byte[] { 255, 0 }, WebSocketMessageType.Binary, true, KubeletFixture.Deadline);
    }

    private static Task SendAsync(ClientWebSocket socket, byte channel, string text) =>
        socket.SendAsync((byte[])[channel, .. Encoding.UTF8.GetBytes(text)], WebSocketMessageType.Binary, true, KubeletFixture.Deadline);

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var piece = await socket.ReceiveAsync(buffer, KubeletFixture.Deadline);
        Assert.True(piece.EndOfMessage);
        return buffer[..piece.Count];
    }

    private static async Task<WebSocketCloseStatus?> CloseAsync(ClientWebSocket socket)
    {
        Assert.Empty(await ReceiveAsync(socket));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, KubeletFixture.Deadline);
        return socket.CloseStatus;
    }

    private static JsonElement Status(byte[] message)
    {
        Assert.Equal(3, message[0]);
        return JsonDocument.Parse(message.AsMemory(1)).RootElement;
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
