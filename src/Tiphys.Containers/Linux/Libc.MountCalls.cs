using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Linux;

// The mount calls since Linux 5.2, which C libraries have wrappers for only lately.
internal static partial class Libc
{
    private const long SyscallMoveMount = 429;
    private const long SyscallFsOpen = 430;
    private const long SyscallFsConfig = 431;
    private const long SyscallFsMount = 432;

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FsOpenNative(long number, string type, nuint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FsConfigNative(long number, SafeHandle context, nuint command, string? key, string? value, nint auxiliary);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint FsMountNative(long number, SafeHandle context, nuint flags, nuint attributes);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint MoveMountNative(long number, SafeHandle from, string fromPath, nint to, string toPath, nuint flags);

    /// <summary>A context for making a file system; null when the kernel has no such call.</summary>
    public static SafeFileHandle? TryOpenFilesystem(string type)
    {
        const nuint closeOnExec = 1;
        var fd = FsOpenNative(SyscallFsOpen, type, closeOnExec);
        return fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>Sets an option, or a flag when the value is null.</summary>
    public static bool TrySetFilesystemOption(SafeFileHandle context, string key, string? value)
    {
        const nuint setFlag = 0;
        const nuint setString = 1;
        return FsConfigNative(SyscallFsConfig, context, value is null ? setFlag : setString, key, value, 0) == 0;
    }

    public static void CreateFilesystem(SafeFileHandle context)
    {
        const nuint create = 6;
        LinuxException.ThrowIfNegative(FsConfigNative(SyscallFsConfig, context, create, null, null, 0), "create file system");
    }

    public static SafeFileHandle CreateMount(SafeFileHandle context)
    {
        const nuint closeOnExec = 1;
        var fd = FsMountNative(SyscallFsMount, context, closeOnExec, 0);
        LinuxException.ThrowIfNegative(fd, "fsmount");
        return new SafeFileHandle(fd, ownsHandle: true);
    }

    public static void MoveMount(SafeFileHandle mount, string target)
    {
        const nuint fromEmptyPath = 0x4;
        const nint currentDirectory = -100;
        LinuxException.ThrowIfNegative(MoveMountNative(SyscallMoveMount, mount, "", currentDirectory, target, fromEmptyPath), $"move_mount to {target}");
    }
}
