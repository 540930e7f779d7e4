using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Linux;

[Flags]
internal enum InotifyEvents : uint
{
    Modify = 0x2,
    MovedTo = 0x80,
    Create = 0x100,
    Delete = 0x200,
}

/// <summary>Tells that something changed in a directory, without saying what: who waits looks again.</summary>
internal sealed class Inotify : IDisposable
{
    private readonly SafeFileHandle _descriptor;
    private readonly FdStream _stream;
    private readonly byte[] _buffer = new byte[4096];

    public Inotify(string directory, InotifyEvents events)
    {
        var fd = Libc.InotifyInit(Libc.OpenCloseOnExec | Libc.OpenNonBlock);
        LinuxException.ThrowIfNegative(fd, "inotify_init1");
        _descriptor = new SafeFileHandle(fd, ownsHandle: true);
        _stream = new FdStream(_descriptor, FileAccess.Read);
        LinuxException.ThrowIfNegative(Libc.InotifyAddWatch(_descriptor, directory, (uint)events), $"inotify_add_watch {directory}");
    }

    /// <summary>Completes when there were events since the last call (or since the watch began).</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        // The events themselves do not matter, nor how many one read takes.
        if (await _stream.ReadAsync(_buffer, cancellationToken) == 0)
            throw new EndOfStreamException("inotify ended");
    }

    public void Dispose() => _stream.Dispose();
}
