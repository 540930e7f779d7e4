using System.Runtime.InteropServices;

namespace Tiphys.Containers.Linux;

internal static partial class Libc
{
    public const ulong MountNoSuid = 0x2;
    public const ulong MountNoDev = 0x4;
    public const ulong MountNoExec = 0x8;
    public const ulong MountBind = 0x1000;
    public const int UnmountDetach = 2;
    public const int UnmountNoFollow = 8;

    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MountNative(string source, string target, string? type, ulong flags, string? data);

    [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnmountNative(string target, int flags);

    public static void Mount(string source, string target, string? type, ulong flags, string? data) =>
        LinuxException.ThrowIfNegative(MountNative(source, target, type, flags, data), $"mount {type ?? "bind"} on {target}");

    /// <summary>Detaches the topmost mount at <paramref name="target"/>. False when nothing is mounted there.</summary>
    public static bool TryUnmount(string target)
    {
        if (UnmountNative(target, UnmountDetach | UnmountNoFollow) == 0)
            return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno is Errno.Invalid or Errno.NoEntry ? false : throw new LinuxException($"umount {target}", errno);
    }
}
