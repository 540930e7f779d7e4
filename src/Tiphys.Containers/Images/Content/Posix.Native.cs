using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Images.Content;

internal static partial class Posix
{
#pragma warning disable SYSLIB1054, IDE1006, SA1300 // The names are those of the C library.
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", SetLastError = true)]
    private static partial SafeFileHandle open(byte[] path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial SafeFileHandle openat(SafeHandle directory, byte[] path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mkdirat(SafeHandle directory, byte[] path, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mknodat(SafeHandle directory, byte[] path, uint mode, ulong device);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int symlinkat(byte[] target, SafeHandle directory, byte[] path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int linkat(SafeHandle oldDirectory, byte[] oldPath, SafeHandle directory, byte[] path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlinkat(SafeHandle directory, byte[] path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchownat(SafeHandle directory, byte[] path, uint user, uint group, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchmodat(SafeHandle directory, byte[] path, uint mode, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int utimensat(SafeHandle directory, byte[] path, TimeSpec[] times, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int lsetxattr(byte[] path, byte[] name, byte[] value, nuint size, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint lgetxattr(byte[] path, byte[] name, byte[] value, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint llistxattr(byte[] path, byte[] list, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint readlinkat(SafeHandle directory, byte[] path, byte[] buffer, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int directory, byte[] path, int flags, uint mask, out Statx status);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(SafeHandle directory, byte[] path, int flags, uint mask, out Statx status);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint fdopendir(SafeHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint readdir(nint stream);

    [LibraryImport("libc")]
    private static partial int closedir(nint stream);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int syncfs(SafeHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeHandle file, int operation);
#pragma warning restore SYSLIB1054, IDE1006, SA1300

    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);

    // include/uapi/linux/stat.h; the same on every architecture.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    internal struct Statx
    {
        public uint Mask;
        public uint BlockSize;
        public ulong Attributes;
        public uint LinkCount;
        public uint UserId;
        public uint GroupId;
        public ushort Mode;
        public ushort Spare;
        public ulong Inode;
        public ulong Size;
        public ulong Blocks;
        public ulong AttributesMask;
        public StatxTime AccessedAt;
        public StatxTime BornAt;
        public StatxTime ChangedAt;
        public StatxTime ModifiedAt;
        public uint RealDeviceMajor;
        public uint RealDeviceMinor;
        public uint DeviceMajor;
        public uint DeviceMinor;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct StatxTime
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Reserved;
    }
}
