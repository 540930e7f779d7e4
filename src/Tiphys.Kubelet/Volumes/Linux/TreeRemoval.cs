using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;

namespace Tiphys.Kubelet.Volumes.Linux;

/// <summary>
/// Removes a directory with all it holds. Names are bytes here, because containers may write any; symbolic links are removed, not followed; a
/// directory on another device is never entered, so that a mount which was overlooked costs nobody's data.
/// </summary>
internal static partial class TreeRemoval
{
    private const int CurrentDirectory = -100;
    private const int OpenCloseOnExec = 0x80000;
    private const int RemoveDirectory = 0x200;

    // O_DIRECTORY | O_NOFOLLOW, which are other numbers on arm64.
    private static readonly int DirectoryItself = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 | 0x8000 : 0x10000 | 0x20000;

    /// <summary>Removes a directory; nothing happens when it is not there.</summary>
    /// <exception cref="LinuxException">Something could not be removed.</exception>
    public static void Remove(string path)
    {
        byte[] name = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        var descriptor = OpenAt(CurrentDirectory, name, DirectoryItself | OpenCloseOnExec);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Native.NotFound)
            {
                throw new LinuxException($"open {path}", error);
            }

            return;
        }

        using (var directory = new SafeFileHandle(descriptor, ownsHandle: true))
        {
            Empty(directory, Native.Status(directory), path);
        }

        Check(UnlinkAt(CurrentDirectory, name, RemoveDirectory), $"rmdir {path}");
    }

    private static void Empty(SafeFileHandle directory, FileStatus status, string path)
    {
        foreach (var name in Names(directory))
        {
            var text = $"{path}/{System.Text.Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1))}";
            var descriptor = (int)directory.DangerousGetHandle();
            var child = OpenAt(descriptor, name, DirectoryItself | OpenCloseOnExec);
            if (child < 0)
            {
                Check(UnlinkAt(descriptor, name, 0), $"unlink {text}");
                continue;
            }

            using (var handle = new SafeFileHandle(child, ownsHandle: true))
            {
                var own = Native.Status(handle);
                if ((own.DeviceMajor, own.DeviceMinor) != (status.DeviceMajor, status.DeviceMinor))
                {
                    throw new IOException($"{text} is on another device, so that it is not removed");
                }

                Empty(handle, own, text);
            }

            Check(UnlinkAt(descriptor, name, RemoveDirectory), $"rmdir {text}");
        }
    }

    private static unsafe List<byte[]> Names(SafeFileHandle directory)
    {
        // The stream owns its descriptor: give it one of its own.
        var stream = OpenStream(OpenAt((int)directory.DangerousGetHandle(), [(byte)'.', 0], OpenCloseOnExec));
        Check(stream == 0 ? -1 : 0, "opendir");
        try
        {
            var names = new List<byte[]>();
            while (ReadEntry(stream) is var entry && entry != 0)
            {
                // struct dirent on 64-bit Linux: inode 8, offset 8, record length 2, type 1, then the name.
                const int nameOffset = 19;
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + nameOffset);
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    names.Add([.. name, 0]);
                }
            }

            return names;
        }
        finally
        {
            _ = CloseStream(stream);
        }
    }

    private static void Check(int result, string operation)
    {
        if (result < 0 && Marshal.GetLastPInvokeError() is var error and not Native.NotFound)
        {
            throw new LinuxException(operation, error);
        }
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(int directory, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int UnlinkAt(int directory, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static partial nint OpenStream(int descriptor);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial nint ReadEntry(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static partial int CloseStream(nint stream);
}
