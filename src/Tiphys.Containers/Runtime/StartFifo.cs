using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>
/// What <c>runc start</c> does, without starting runc: a created container's first process waits in a write to a fifo,
/// and goes on when somebody reads it. It saves a process and about 8 ms in each start.
/// </summary>
internal static class StartFifo
{
    public static async Task ReadAsync(string path, SafeFileHandle conmon, CancellationToken cancellationToken)
    {
        // Not blocking: the process may end before it opens its side.
        using var stream = new FdStream(Libc.Open(path, Libc.OpenReadOnly | Libc.OpenNonBlock), FileAccess.Read);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Until a writer comes a fifo reads as ended, but does not become readable.
        var writer = stream.WaitReadableAsync(ended.Token);
        var death = EpollLoop.Shared.WaitAsync(conmon, PollEvents.Readable, ended.Token);
        await Task.WhenAny(writer, death);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        // The writer does not wait for the read: it may have run and ended by now, and is started all the same.
        if (await stream.ReadAsync(new byte[16], cancellationToken) == 0)
            throw new ContainerRuntimeException("the container's process ended before it was started");
        File.Delete(path);
    }
}
