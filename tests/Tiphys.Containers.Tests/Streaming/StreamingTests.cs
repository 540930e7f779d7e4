using System.Text;
using Tiphys.Containers.Tests.Runtime;

namespace Tiphys.Containers.Tests.Streaming;

public sealed class StreamingTests
{
    // Tells the size of its terminal at first and whenever it changes, and ends at Ctrl-C.
    private const string SizeReporter =
        "trap 'echo then $(stty size)' WINCH; trap 'echo interrupted; exit 6' INT; echo first $(stty size); while :; do usleep 10000; done";

    [MachineFact]
    public async Task ExecSync_returns_both_outputs_and_the_code()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var result = await engine.Runtime.ExecSyncAsync(id, ["sh", "-c", "echo out; echo err >&2; exit 5"], null, CancellationToken.None);
        Assert.Equal(("out\n", "err\n", 5), (Text(result.StandardOutput), Text(result.StandardError), result.ExitCode));
        Assert.Empty(Directory.GetDirectories(Path.Combine(engine.Options.RootDirectory, "containers", id), "exec-*"));
    }

    [MachineFact]
    public async Task ExecSync_kills_the_command_after_its_timeout()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(
            () => engine.Runtime.ExecSyncAsync(id, ["sleep", "777"], TimeSpan.FromMilliseconds(300), CancellationToken.None));
        Assert.Equal(ContainerRuntimeError.DeadlineExceeded, error.Error);
        Assert.DoesNotContain("777", await engine.ExecAsync(id, "ps"));
    }

    [MachineFact]
    public async Task Exec_of_a_missing_program_fails_with_the_runtimes_message()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(
            () => engine.Runtime.ExecSyncAsync(id, ["no-such-program"], null, CancellationToken.None));
        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", error.Message);
    }

    [MachineFact]
    public async Task Exec_in_an_exited_container_is_refused()
    {
        await using var engine = await Engine.OpenAsync();
        var (status, _) = await engine.RunAsync(Engine.Config("true"));
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(
            () => engine.Runtime.ExecSyncAsync(status.Id, ["true"], null, CancellationToken.None));
        Assert.Equal(ContainerRuntimeError.InvalidState, error.Error);
    }

    [MachineFact]
    public async Task Exec_streams_input_to_output_until_its_end()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var options = new ExecOptions { Command = ["sh", "-c", "cat; echo end >&2; exit 4"], Stdin = true };
        await using var session = await engine.Runtime.ExecAsync(id, options, CancellationToken.None);
        var data = new byte[1 << 20];
        new Random(1).NextBytes(data);

        var output = ReadAllAsync(session.StandardOutput!);
        await session.StandardInput!.WriteAsync(data);
        session.StandardInput.Dispose();

        Assert.Equal(data, await output);
        Assert.Equal("end\n", Text(await ReadAllAsync(session.StandardError!)));
        Assert.Equal(4, await session.WaitForExitAsync(CancellationToken.None));
    }

    [MachineFact]
    public async Task Exec_with_a_terminal_has_its_size_and_follows_it()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var options = new ExecOptions { Command = ["sh", "-c", SizeReporter], Stdin = true, Tty = true, Size = new TerminalSize(100, 40) };
        await using var session = await engine.Runtime.ExecAsync(id, options, CancellationToken.None);

        Assert.Null(session.StandardError);
        await ReadUntilAsync(session.StandardOutput!, "first 40 100\r\n");
        session.Resize(new TerminalSize(132, 50));
        await ReadUntilAsync(session.StandardOutput!, "then 50 132\r\n");
        await session.StandardInput!.WriteAsync(new byte[] { 3 });
        await ReadUntilAsync(session.StandardOutput!, "interrupted\r\n");
        Assert.Equal(6, await session.WaitForExitAsync(CancellationToken.None));
    }

    [MachineFact]
    public async Task Terminal_echoes_what_is_typed()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var options = new ExecOptions { Command = ["sh", "-c", "echo ready; while read line; do echo got $line; done"], Stdin = true, Tty = true };
        await using var session = await engine.Runtime.ExecAsync(id, options, CancellationToken.None);
        await ReadUntilAsync(session.StandardOutput!, "ready\r\n");
        for (var i = 0; i < 50; i++)
        {
            await session.StandardInput!.WriteAsync(Encoding.ASCII.GetBytes($"line {i}\n"));
            Assert.Equal($"line {i}\r\ngot line {i}\r\n", await ReadUntilAsync(session.StandardOutput!, $"got line {i}\r\n"));
        }
    }

    [MachineFact]
    public async Task Disposing_an_exec_session_kills_its_command()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var session = await engine.Runtime.ExecAsync(id, new ExecOptions { Command = ["sleep", "888"] }, CancellationToken.None);
        await session.DisposeAsync();
        Assert.DoesNotContain("888", await engine.ExecAsync(id, "ps"));
    }

    [MachineFact]
    public async Task Missing_program_fails_with_a_terminal_too()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var options = new ExecOptions { Command = ["no-such-program"], Tty = true };
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.Runtime.ExecAsync(id, options, CancellationToken.None));
        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", error.Message);
    }

    [MachineFact]
    public async Task Disposing_a_terminal_session_kills_its_command()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var session = await engine.Runtime.ExecAsync(id, new ExecOptions { Command = ["sleep", "999"], Tty = true }, CancellationToken.None);
        Assert.Contains("999", await engine.ExecAsync(id, "ps"));
        await session.DisposeAsync();
        Assert.DoesNotContain("999", await engine.ExecAsync(id, "ps"));
        Assert.Empty(Directory.GetDirectories(Path.Combine(engine.Options.RootDirectory, "containers", id), "exec-*"));
    }

    [MachineFact]
    public async Task Attach_joins_input_and_outputs()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("while read line; do echo got $line; echo err $line >&2; done; exit 2") with { Stdin = true, StdinOnce = true });
        await using var session = await engine.Runtime.AttachAsync(id, CancellationToken.None);

        await session.StandardInput!.WriteAsync("hello\n"u8.ToArray());
        Assert.Equal("got hello\n", await ReadUntilAsync(session.StandardOutput!, "\n"));
        Assert.Equal("err hello\n", await ReadUntilAsync(session.StandardError!, "\n"));
        session.StandardInput.Dispose();

        Assert.Equal(2, await session.WaitForExitAsync(CancellationToken.None));
        Assert.Empty(await ReadAllAsync(session.StandardOutput!));
    }

    [MachineFact]
    public async Task Attach_to_a_terminal_can_resize_it()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("while [ ! -e /go ]; do usleep 1000; done;" + SizeReporter) with { Stdin = true, Tty = true });
        await using var session = await engine.Runtime.AttachAsync(id, CancellationToken.None);
        await engine.ExecAsync(id, "touch /go");
        await ReadUntilAsync(session.StandardOutput!, "first");
        session.Resize(new TerminalSize(90, 33));
        await ReadUntilAsync(session.StandardOutput!, "then 33 90\r\n");
        await session.StandardInput!.WriteAsync(new byte[] { 3 });
        Assert.Equal(6, await session.WaitForExitAsync(CancellationToken.None));
    }

    [MachineFact]
    public async Task Detaching_leaves_the_container_running()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("cat") with { Stdin = true });
        await (await engine.Runtime.AttachAsync(id, CancellationToken.None)).DisposeAsync();

        await using var session = await engine.Runtime.AttachAsync(id, CancellationToken.None);
        await session.StandardInput!.WriteAsync("again\n"u8.ToArray());
        Assert.Equal("again\n", await ReadUntilAsync(session.StandardOutput!, "\n"));
    }

    [MachineFact]
    public async Task Port_forward_reaches_a_port_inside_the_pod()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("nc -l -p 80 -e cat") with { SecurityContext = new LinuxContainerSecurityContext { RunAsUser = 1000 } });
        var sandbox = engine.Runtime.GetContainerStatus(id).SandboxId;
        Stream? stream = null;
        await Engine.EventuallyAsync(async () =>
        {
            try
            {
                stream = await engine.Runtime.PortForwardAsync(sandbox, 80, CancellationToken.None);
                return true;
            }
            catch (ContainerRuntimeException)
            {
                return false;
            }
        });

        await using var connection = stream!;
        await connection.WriteAsync("ping\n"u8.ToArray());
        Assert.Equal("ping\n", await ReadUntilAsync(connection, "\n"));
    }

    [MachineFact]
    public async Task Port_forward_to_a_closed_port_fails()
    {
        await using var engine = await Engine.OpenAsync();
        var sandbox = await engine.Runtime.RunPodSandboxAsync(engine.SandboxConfig(), CancellationToken.None);
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.Runtime.PortForwardAsync(sandbox.Id, 81, CancellationToken.None));
        Assert.Contains("localhost:81", error.Message);
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }

    private static async Task<string> ReadUntilAsync(Stream stream, string end)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains(end))
        {
            int count;
            try
            {
                count = await stream.ReadAsync(buffer, deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"waited for \"{end}\", got \"{text}\"");
            }

            if (count == 0)
                break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        Assert.Contains(end, text.ToString());
        return text.ToString();
    }
}
