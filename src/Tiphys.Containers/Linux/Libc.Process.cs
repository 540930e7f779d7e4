using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Linux;

internal static partial class Libc
{
    // These numbers are the same on every architecture (added after the tables were unified).
    private const long SyscallPidFdSendSignal = 424;
    private const long SyscallPidFdOpen = 434;
    private const long SyscallOpenAt2 = 437;

    public const short SpawnSetSignalDefault = 0x04;
    public const short SpawnSetSignalMask = 0x08;
    public const short SpawnSetSession = 0x80;

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint Syscall(long number, nint a, nint b, void* c, nint d);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    private static unsafe partial int WaitPidNative(int pid, int* status, int options);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int PosixSpawn(int* pid, string path, void* fileActions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static unsafe partial int FileActionsInit(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static unsafe partial int FileActionsDestroy(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static unsafe partial int FileActionsAddDuplicate(void* actions, int fd, int newFd);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FileActionsAddOpen(void* actions, int fd, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static unsafe partial int SpawnAttributesInit(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static unsafe partial int SpawnAttributesDestroy(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static unsafe partial int SpawnAttributesSetFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static unsafe partial int SpawnAttributesSetSignalMask(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static unsafe partial int SpawnAttributesSetSignalDefault(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static unsafe partial int SignalSetEmpty(void* signals);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static unsafe partial int SignalSetFill(void* signals);

    /// <summary>A descriptor for a process that becomes readable when it ends; null when there is no such process.</summary>
    public static unsafe SafeFileHandle? PidFdOpen(int pid)
    {
        var fd = Syscall(SyscallPidFdOpen, pid, 0, null, 0);
        if (fd >= 0)
            return new SafeFileHandle(fd, ownsHandle: true);
        var errno = Marshal.GetLastPInvokeError();
        return errno is Errno.NoProcess or Errno.Invalid ? null : throw new LinuxException($"pidfd_open {pid}", errno);
    }

    /// <summary>Sends a signal to exactly the process behind the descriptor. False when it has ended.</summary>
    public static unsafe bool PidFdSendSignal(SafeFileHandle pidFd, int signal)
    {
        if (Syscall(SyscallPidFdSendSignal, pidFd.DangerousGetHandle(), signal, null, 0) == 0)
            return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno == Errno.NoProcess ? false : throw new LinuxException("pidfd_send_signal", errno);
    }

    /// <summary>Reaps a child that has ended; null when it has not, or when it is not a child of this process.</summary>
    public static unsafe int? WaitPid(int pid)
    {
        const int noHang = 1;
        int status;
        return WaitPidNative(pid, &status, noHang) == pid ? status : null;
    }

    /// <summary>Opens a path as if <paramref name="root"/> were the file system root: neither ".." nor links lead out of it.</summary>
    /// <exception cref="LinuxException">The file cannot be opened.</exception>
    public static unsafe SafeFileHandle OpenInRoot(SafeFileHandle root, string path, int flags)
    {
        const ulong resolveInRoot = 0x10;
        var how = stackalloc ulong[3] { (ulong)(flags | OpenCloseOnExec), 0, resolveInRoot };
        var name = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            var fd = OpenAt2(root, name, how);
            LinuxException.ThrowIfNegative(fd, $"open {path}");
            return new SafeFileHandle(fd, ownsHandle: true);
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }
    }

    private static unsafe nint OpenAt2(SafeFileHandle root, nint name, ulong* how) =>
        Syscall(SyscallOpenAt2, root.DangerousGetHandle(), name, how, 3 * sizeof(ulong));
}
