using System.Runtime.InteropServices;

namespace Tiphys.Containers.Linux;

internal static partial class Libc
{
    public const int CloneFs = 0x200;
    public const int CloneNewUts = 0x4000000;
    public const int CloneNewIpc = 0x8000000;
    public const int CloneNewPid = 0x20000000;
    public const int CloneNewNet = 0x40000000;

    [LibraryImport(Library, EntryPoint = "unshare", SetLastError = true)]
    private static partial int UnshareNative(int flags);

    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespaceNative(SafeHandle fd, int type);

    [LibraryImport(Library, EntryPoint = "sethostname", SetLastError = true)]
    private static unsafe partial int SetHostNameNative(byte* name, nint length);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int IoctlNative(SafeHandle fd, nuint request, void* argument);

    public static void Unshare(int flags) => LinuxException.ThrowIfNegative(UnshareNative(flags), "unshare");

    public static void SetNamespace(SafeHandle fd, int type) => LinuxException.ThrowIfNegative(SetNamespaceNative(fd, type), "setns");

    /// <summary>Sets the host name of the calling thread's UTS namespace.</summary>
    public static unsafe void SetHostName(ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
            LinuxException.ThrowIfNegative(SetHostNameNative(start, name.Length), "sethostname");
    }

    /// <summary>A close-on-exec socket that belongs to the calling thread's network namespace for its whole life.</summary>
    public static int Socket(int family, int type)
    {
        const int closeOnExec = 0x80000;
        var fd = SocketNative(family, type | closeOnExec, 0);
        LinuxException.ThrowIfNegative(fd, "socket");
        return fd;
    }

    public static unsafe int Ioctl(SafeHandle fd, nuint request, void* argument) => IoctlNative(fd, request, argument);
}
