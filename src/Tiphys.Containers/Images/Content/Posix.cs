using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Images.Content;

/// <summary>
/// The Linux system calls that a layer needs and .NET does not offer. Paths are NUL-terminated bytes, relative to an open
/// directory, so that nothing outside it can be reached by a symbolic link. Failures are <see cref="PosixException"/>.
/// </summary>
internal static partial class Posix
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int Exists = 17;
    public const int NotDirectory = 20;
    public const int TooManyLinks = 40;
    public const int NoData = 61;
    public const int NotSupported = 95;

    private const int CurrentDirectory = -100;
    private const int SymlinkNoFollow = 0x100;
    private const int RemoveDirectory = 0x200;
    private const uint StatxBasic = 0x7FF;

    // O_DIRECTORY and O_NOFOLLOW differ between x86 and Arm.
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public static int Directory => Arm ? 0x4000 : 0x10000;

    public static int NoFollow => Arm ? 0x8000 : 0x20000;

    /// <summary>Whether this process may give files to other users and make devices.</summary>
    public static bool IsRoot { get; } = GetEffectiveUserId() == 0;

    public static SafeFileHandle Open(string path, int flags) => Check(open(CString(path), flags | CloseOnExec, 0), "open", path);

    /// <summary>Opens a file to lock it. Not by .NET, which takes a lock of its own on what it opens.</summary>
    public static SafeFileHandle OpenLockFile(string path) => Check(open(CString(path), Create | CloseOnExec, 0x180), "open", path);

    public static SafeFileHandle OpenAt(SafeHandle directory, byte[] name, int flags, uint mode = 0) =>
        TryOpenAt(directory, name, flags, mode, out var error) ?? throw new PosixException("open", Text(name), error);

    public static SafeFileHandle? TryOpenAt(SafeHandle directory, byte[] name, int flags, uint mode, out int error)
    {
        var handle = openat(directory, name, flags | CloseOnExec, mode);
        error = 0;
        if (!handle.IsInvalid)
        {
            return handle;
        }

        error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return null;
    }

    public static void MakeDirectory(SafeHandle directory, byte[] name, uint mode) =>
        Check(mkdirat(directory, name, mode), "mkdir", name);

    /// <summary>Makes a directory, and those above it, with exactly this mode, whatever the umask.</summary>
    public static void MakeDirectory(string path, uint mode)
    {
        System.IO.Directory.CreateDirectory(path);
        using var directory = Open(path, PathOnly | Directory);
        ChangeMode(directory, CString("."), mode);
    }

    public static void MakeNode(SafeHandle directory, byte[] name, uint mode, ulong device) =>
        Check(mknodat(directory, name, mode, device), "mknod", name);

    public static void MakeSymbolicLink(byte[] target, SafeHandle directory, byte[] name) =>
        Check(symlinkat(target, directory, name), "symlink", name);

    public static void MakeHardLink(SafeHandle fromDirectory, byte[] from, SafeHandle directory, byte[] name) =>
        Check(linkat(fromDirectory, from, directory, name, 0), "link", name);

    public static void Unlink(SafeHandle directory, byte[] name) => Check(unlinkat(directory, name, 0), "unlink", name);

    public static void RemoveEmptyDirectory(SafeHandle directory, byte[] name) =>
        Check(unlinkat(directory, name, RemoveDirectory), "rmdir", name);

    public static void ChangeOwner(SafeHandle directory, byte[] name, uint user, uint group) =>
        Check(fchownat(directory, name, user, group, SymlinkNoFollow), "chown", name);

    /// <summary>Follows symbolic links, so only for names that are known not to be one.</summary>
    public static void ChangeMode(SafeHandle directory, byte[] name, uint mode) => Check(fchmodat(directory, name, mode, 0), "chmod", name);

    public static void SetTimes(SafeHandle directory, byte[] name, long seconds, int nanoseconds)
    {
        TimeSpec[] times = [new TimeSpec((nint)seconds, nanoseconds), new TimeSpec((nint)seconds, nanoseconds)];
        Check(utimensat(directory, name, times, SymlinkNoFollow), "utimens", name);
    }

    /// <summary>Sets an extended attribute of the link itself; false when the file system or this user may not.</summary>
    public static bool TrySetAttribute(SafeHandle directory, byte[] name, string attribute, byte[] value)
    {
        byte[] path = [.. Encoding.ASCII.GetBytes($"/proc/self/fd/{directory.DangerousGetHandle()}/"), .. name];
        if (lsetxattr(path, CString(attribute), value, (nuint)value.Length, 0) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NotSupported or NotPermitted ? false : throw new PosixException("setxattr " + attribute, Text(name), error);
    }

    /// <summary>An extended attribute of the link itself, or null.</summary>
    public static byte[]? GetAttribute(string path, string name)
    {
        var buffer = new byte[256];
        while (true)
        {
            var length = lgetxattr(CString(path), CString(name), buffer, (nuint)buffer.Length);
            if (length >= 0)
            {
                return buffer[..(int)length];
            }

            const int Range = 34;
            var error = Marshal.GetLastPInvokeError();
            if (error != Range)
            {
                return error is NoData or NotSupported or NotPermitted ? null : throw new PosixException("getxattr " + name, path, error);
            }

            buffer = new byte[buffer.Length * 4];
        }
    }

    /// <summary>The names of all extended attributes of the link itself.</summary>
    public static IReadOnlyList<string> ListAttributes(string path)
    {
        var buffer = new byte[1 << 16];
        var length = llistxattr(CString(path), buffer, (nuint)buffer.Length);
        if (length < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == NotSupported ? [] : throw new PosixException("listxattr", path, error);
        }

        return Encoding.UTF8.GetString(buffer, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The status of the file or link itself, or null when there is none.</summary>
    public static FileStatus? Status(string path) => Status(null, CString(path), path);

    /// <summary>The status of the file or link itself, or null when there is none.</summary>
    public static FileStatus? Status(SafeHandle directory, byte[] name) => Status(directory, name, null);

    public static byte[] ReadLink(SafeHandle directory, byte[] name)
    {
        var buffer = new byte[4096];
        var length = readlinkat(directory, name, buffer, (nuint)buffer.Length);
        return length >= 0 ? buffer[..(int)length] : throw new PosixException("readlink", Text(name), Marshal.GetLastPInvokeError());
    }

    /// <summary>The NUL-terminated names in a directory.</summary>
    public static IReadOnlyList<byte[]> ListNames(SafeHandle directory)
    {
        using var own = OpenAt(directory, CString("."), ReadOnly | Directory);
        var stream = fdopendir(own);
        if (stream == 0)
        {
            throw new PosixException("opendir", "", Marshal.GetLastPInvokeError());
        }

        // The stream owns the descriptor from here on.
        own.SetHandleAsInvalid();
        try
        {
            return ReadNames(stream);
        }
        finally
        {
            _ = closedir(stream);
        }
    }

    /// <summary>Removes a file, or a directory with all it holds; symbolic links are not followed.</summary>
    public static void RemoveTree(SafeHandle directory, byte[] name)
    {
        var status = Status(directory, name);
        if (status is null)
        {
            return;
        }

        if (!status.IsDirectory)
        {
            Unlink(directory, name);
            return;
        }

        using (var child = OpenAt(directory, name, ReadOnly | Directory | NoFollow))
        {
            foreach (var entry in ListNames(child))
            {
                RemoveTree(child, entry);
            }
        }

        RemoveEmptyDirectory(directory, name);
    }

    public static void Sync(SafeHandle file)
    {
        if (fsync(file) != 0)
        {
            throw new PosixException("fsync", "", Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Makes everything in the file system of an open file durable.</summary>
    public static void SyncFileSystem(SafeHandle file)
    {
        if (syncfs(file) != 0)
        {
            throw new PosixException("syncfs", "", Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Takes a shared or exclusive advisory lock without waiting; false when others hold it.</summary>
    public static bool TryLock(SafeHandle file, bool exclusive)
    {
        const int LockShared = 1, LockExclusive = 2, LockNonBlocking = 4, WouldBlock = 11, Interrupted = 4;
        while (flock(file, (exclusive ? LockExclusive : LockShared) | LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                return error == WouldBlock ? false : throw new PosixException("flock", "", error);
            }
        }

        return true;
    }

    public static ulong Device(uint major, uint minor) =>
        (minor & 0xFFUL) | ((major & 0xFFFUL) << 8) | ((minor & ~0xFFUL) << 12) | ((major & ~0xFFFUL) << 32);

    public static byte[] CString(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static unsafe List<byte[]> ReadNames(nint stream)
    {
        // struct dirent on 64-bit Linux: inode 8, offset 8, record length 2, type 1, then the name.
        const int NameOffset = 19;
        var names = new List<byte[]>();
        while (true)
        {
            Marshal.SetLastSystemError(0);
            var entry = readdir(stream);
            if (entry == 0)
            {
                var error = Marshal.GetLastPInvokeError();
                return error == 0 ? names : throw new PosixException("readdir", "", error);
            }

            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + NameOffset);
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add([.. name, 0]);
            }
        }
    }

    private static string Text(byte[] name) => Encoding.UTF8.GetString(name).TrimEnd('\0');

    private static FileStatus? Status(SafeHandle? directory, byte[] name, string? path)
    {
        Statx status;
        var result = directory is null
            ? statx(CurrentDirectory, name, SymlinkNoFollow, StatxBasic, out status)
            : statx(directory, name, SymlinkNoFollow, StatxBasic, out status);
        if (result == 0)
        {
            return new FileStatus(status);
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NotFound or NotDirectory ? null : throw new PosixException("stat", path ?? Text(name), error);
    }

    private static SafeFileHandle Check(SafeFileHandle handle, string call, string path)
    {
        if (handle.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw new PosixException(call, path, error);
        }

        return handle;
    }

    private static void Check(int result, string call, byte[] name)
    {
        if (result != 0)
        {
            throw new PosixException(call, Text(name), Marshal.GetLastPInvokeError());
        }
    }
}
