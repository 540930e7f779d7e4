using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Processes;

/// <summary>
/// A conmon and the three pipes it talks to its starter through: it waits on one before it goes on, tells on the second
/// when it can be attached to, and on the third process ids and exit codes.
/// </summary>
internal sealed class ConmonProcess : IDisposable
{
    private const int SyncFd = 3;
    private const int StartFd = 4;
    private const int AttachFd = 5;

    private readonly NativeProcess _process;
    private readonly SafeFileHandle _start;
    private readonly StreamReader _sync;
    private readonly StreamReader _attach;

    private ConmonProcess(NativeProcess process, SafeFileHandle start, SafeFileHandle sync, SafeFileHandle attach)
    {
        _process = process;
        _start = start;
        _sync = new StreamReader(new FdStream(sync, FileAccess.Read));
        _attach = new StreamReader(new FdStream(attach, FileAccess.Read));
    }

    /// <summary>The process started here. It ends at once, and its child stays.</summary>
    public int Id => _process.Id;

    public static ConmonProcess Start(string path, IReadOnlyList<string> arguments)
    {
        var (sync, start, attach) = (Libc.Pipe(), Libc.Pipe(), Libc.Pipe());
        using (sync.Write)
        using (start.Read)
        using (attach.Write)
        {
            var process = NativeProcess.Start(new SpawnRequest
            {
                FileName = path,
                Arguments = arguments,
                Environment =
                [
                    $"PATH={Environment.GetEnvironmentVariable("PATH") ?? "/usr/sbin:/usr/bin:/sbin:/bin"}",
                    $"_OCI_SYNCPIPE={SyncFd}",
                    $"_OCI_STARTPIPE={StartFd}",
                    $"_OCI_ATTACHPIPE={AttachFd}",
                ],
                Descriptors = [(SyncFd, sync.Write), (StartFd, start.Read), (AttachFd, attach.Write)],
            });
            return new ConmonProcess(process, start.Write, sync.Read, attach.Read);
        }
    }

    /// <summary>Lets it go on from where it waits.</summary>
    public unsafe void Continue()
    {
        byte go = 1;
        LinuxException.ThrowIfNegative(Libc.Write(_start, &go, 1), "write to conmon's start pipe");
    }

    /// <summary>Returns when a client may attach. Only for commands that wait for one.</summary>
    public async Task WaitForAttachAsync(CancellationToken cancellationToken)
    {
        if (await _attach.ReadLineAsync(cancellationToken) is null)
            await ReadAsync(cancellationToken);
    }

    /// <summary>The next number it tells: first the id of the process, for a command also its exit code.</summary>
    /// <exception cref="ContainerRuntimeException">The OCI runtime failed; the message is its own.</exception>
    public async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await _sync.ReadLineAsync(cancellationToken) ?? throw new ContainerRuntimeException("conmon ended without an answer");
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var number = root.TryGetProperty("data", out var data) ? data.GetInt32() : -1;
        if (number >= 0)
            return number;
        var message = root.TryGetProperty("message", out var text) ? text.GetString() : null;
        throw new ContainerRuntimeException(RuntimeMessage.Clean(message));
    }

    /// <summary>Reaps the process started here.</summary>
    public Task WaitForDetachAsync() => _process.ExitCode;

    /// <summary>After <see cref="WaitForDetachAsync"/>.</summary>
    public void Dispose()
    {
        _start.Dispose();
        _sync.Dispose();
        _attach.Dispose();
        _process.Dispose();
    }
}
