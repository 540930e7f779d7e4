using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Linux;

internal static partial class Libc
{
    private const string Library = "libc";

    public const int OpenReadOnly = 0;
    public const int OpenWriteOnly = 1;
    public const int OpenReadWrite = 2;
    public const int OpenNoCtty = 0x100;
    public const int OpenNonBlock = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int OpenPath = 0x200000;

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeHandle fd, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeHandle fd, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FcntlNative(SafeHandle fd, int command, int argument);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    private static unsafe partial int Pipe2Native(int* descriptors, int flags);

    [LibraryImport(Library, EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeDirectory(string path);

    [LibraryImport(Library, EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChmodNative(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveDirectory(string path);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeDirectory(string path, uint mode);

    /// <summary>Opens a file close-on-exec.</summary>
    /// <exception cref="LinuxException">The file cannot be opened.</exception>
    public static SafeFileHandle Open(string path, int flags)
    {
        var fd = OpenNative(path, flags | OpenCloseOnExec);
        LinuxException.ThrowIfNegative(fd, $"open {path}");
        return new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>Sets the permission bits exactly, whatever the umask.</summary>
    public static void Chmod(string path, uint mode) => LinuxException.ThrowIfNegative(ChmodNative(path, mode), $"chmod {path}");

    /// <summary>A second descriptor of the same open file, numbered at least <paramref name="minimum"/>, close-on-exec.</summary>
    public static SafeFileHandle Duplicate(SafeHandle fd, int minimum = 0)
    {
        const int duplicateCloseOnExec = 1030;
        var copy = FcntlNative(fd, duplicateCloseOnExec, minimum);
        LinuxException.ThrowIfNegative(copy, "fcntl F_DUPFD_CLOEXEC");
        return new SafeFileHandle(copy, ownsHandle: true);
    }

    public static void SetNonBlocking(SafeHandle fd)
    {
        const int getFlags = 3;
        const int setFlags = 4;
        var flags = FcntlNative(fd, getFlags, 0);
        LinuxException.ThrowIfNegative(flags, "fcntl F_GETFL");
        LinuxException.ThrowIfNegative(FcntlNative(fd, setFlags, flags | OpenNonBlock), "fcntl F_SETFL");
    }

    /// <summary>A pipe whose two ends are close-on-exec and block.</summary>
    public static unsafe (SafeFileHandle Read, SafeFileHandle Write) Pipe()
    {
        var descriptors = stackalloc int[2];
        LinuxException.ThrowIfNegative(Pipe2Native(descriptors, OpenCloseOnExec), "pipe2");
        return (new SafeFileHandle(descriptors[0], true), new SafeFileHandle(descriptors[1], true));
    }
}
