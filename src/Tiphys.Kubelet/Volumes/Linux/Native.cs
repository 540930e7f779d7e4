using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;

namespace Tiphys.Kubelet.Volumes.Linux;

/// <summary>The system calls that volumes need and .NET has none for. All open files close on exec.</summary>
internal static partial class Native
{
    public const ulong ReadOnly = 0x1;
    public const ulong Remount = 0x20;
    public const ulong Bind = 0x1000;

    public const int NotFound = 2;
    public const int AlreadyExists = 17;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int TooManyLinks = 40;

    private const int OpenNoFollow = 0x20000;
    private const int OpenCloseOnExec = 0x80000;
    private const int OpenPath = 0x200000;
    private const int CurrentDirectory = -100;
    private const int UnmountDetach = 2;
    private const int UnmountNoFollow = 8;

    // O_DIRECTORY and O_NOFOLLOW are other numbers on arm64.
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : OpenNoFollow;

    public static void Mount(string source, string target, string? type, ulong flags, string? data) =>
        Check(MountNative(source, target, type, flags, data), $"mount on {target}");

    public static bool TryMount(string source, string target, string? type, ulong flags, string? data) =>
        MountNative(source, target, type, flags, data) == 0;

    /// <summary>Takes the topmost mount away from a place; nothing happens where nothing is mounted.</summary>
    public static void Unmount(string target)
    {
        if (UnmountNative(target, UnmountDetach | UnmountNoFollow) != 0 && Marshal.GetLastPInvokeError() is var error and not (Invalid or NotFound))
        {
            throw new LinuxException($"unmount {target}", error);
        }
    }

    /// <summary>Opens a directory only as a place to start from.</summary>
    public static SafeFileHandle OpenPlace(string path) => Own(OpenAtNative(CurrentDirectory, path, OpenPath | OpenCloseOnExec, 0), path);

    /// <summary>Opens what is at a name as a place, a symbolic link as the link itself; null when there is nothing.</summary>
    public static SafeFileHandle? TryOpenPlace(SafeFileHandle directory, string name)
    {
        var descriptor = OpenAtNative(directory, name, OpenPath | NoFollow | OpenCloseOnExec, 0);
        return descriptor >= 0 || Marshal.GetLastPInvokeError() != NotFound ? Own(descriptor, name) : null;
    }

    /// <summary>Opens a place for reading.</summary>
    public static SafeFileHandle OpenForReading(SafeFileHandle place) => Own(OpenAtNative(CurrentDirectory, DescriptorPath(place), OpenCloseOnExec, 0), "place");

    /// <summary>Makes a directory with exactly this mode; one that is there stays as it is.</summary>
    public static void MakeDirectory(SafeFileHandle directory, string name, uint mode)
    {
        if (MakeDirectoryAtNative(directory, name, mode) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != AlreadyExists)
            {
                throw new LinuxException($"mkdir {name}", error);
            }

            return;
        }

        using var made = TryOpenPlace(directory, name) ?? throw new LinuxException($"open {name}", NotFound);
        ChangeMode(DescriptorPath(made), mode);
    }

    /// <summary>The target of a symbolic link that is open as a place.</summary>
    public static unsafe string ReadLink(SafeFileHandle link)
    {
        const int size = 4096;
        var buffer = stackalloc byte[size];
        var length = ReadLinkAtNative(link, "", buffer, size);
        Check(length, "readlink");
        return System.Text.Encoding.UTF8.GetString(buffer, (int)length);
    }

    /// <summary>Sets the permission bits, whatever the umask; follows symbolic links.</summary>
    public static void ChangeMode(string path, uint mode) => Check(ChangeModeNative(path, mode), $"chmod {path}");

    /// <summary>Changes owner and group of a file or link itself; null leaves what it is.</summary>
    public static void ChangeOwner(string path, long? user, long? group) =>
        Check(ChangeOwnerNative(path, (uint)(user ?? uint.MaxValue), (uint)(group ?? uint.MaxValue)), $"chown {path}");

    /// <summary>Gives a file, or a link itself, another name in one step; what has that name is replaced.</summary>
    public static void Rename(string from, string to) => Check(RenameNative(from, to), $"rename {from}");

    /// <summary>A path to an open file that no one else can redirect.</summary>
    public static string DescriptorPath(SafeFileHandle file) => $"/proc/self/fd/{file.DangerousGetHandle()}";

    /// <summary>The status of a file, or of a link itself; null when there is none.</summary>
    public static FileStatus? Status(string path, bool followLinks) => Status(CurrentDirectory, path, followLinks ? 0 : 0x100, path);

    /// <summary>The status of an open place.</summary>
    public static FileStatus Status(SafeFileHandle place)
    {
        const int emptyPath = 0x1000;
        return Status((int)place.DangerousGetHandle(), "", emptyPath, "place") ?? throw new LinuxException("stat", NotFound);
    }

    private static unsafe FileStatus? Status(int directory, string path, int flags, string what)
    {
        const uint basicStats = 0x7ff;
        const int size = 256;
        var buffer = stackalloc byte[size];
        if (StatusNative(directory, path, flags, basicStats, buffer) == 0)
        {
            return FileStatus.Decode(new ReadOnlySpan<byte>(buffer, size));
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NotFound or NotDirectory ? null : throw new LinuxException($"stat {what}", error);
    }

    private static SafeFileHandle Own(int descriptor, string what)
    {
        Check(descriptor, $"open {what}");
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static void Check(long result, string operation)
    {
        if (result < 0)
        {
            throw new LinuxException(operation, Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MountNative(string source, string target, string? type, ulong flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnmountNative(string target, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAtNative(int directory, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAtNative(SafeHandle directory, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectoryAtNative(SafeHandle directory, string path, uint mode);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint ReadLinkAtNative(SafeHandle directory, string path, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeModeNative(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameNative(string from, string to);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwnerNative(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatusNative(int directory, string path, int flags, uint mask, byte* buffer);
}
