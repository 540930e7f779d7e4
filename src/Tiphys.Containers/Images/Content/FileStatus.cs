using System.Runtime.InteropServices;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Images.Content;

/// <summary>What <c>statx</c> says about a file.</summary>
internal sealed class FileStatus(Posix.Statx status)
{
    public const uint TypeMask = 0xF000;
    public const uint Fifo = 0x1000;
    public const uint CharacterDevice = 0x2000;
    public const uint DirectoryType = 0x4000;
    public const uint BlockDevice = 0x6000;
    public const uint RegularFile = 0x8000;
    public const uint SymbolicLink = 0xA000;

    public uint Type => status.Mode & TypeMask;

    public bool IsDirectory => Type == DirectoryType;

    public bool IsSymbolicLink => Type == SymbolicLink;

    public bool IsRegularFile => Type == RegularFile;

    /// <summary>A character device 0/0: overlayfs' mark for "deleted here".</summary>
    public bool IsWhiteout => Type == CharacterDevice && status.RealDeviceMajor == 0 && status.RealDeviceMinor == 0;

    /// <summary>Permission, set-id and sticky bits.</summary>
    public uint Permissions => status.Mode & 0xFFFu;

    public uint UserId => status.UserId;

    public uint GroupId => status.GroupId;

    public long Size => (long)status.Size;

    public long AllocatedBytes => (long)status.Blocks * 512;

    public uint LinkCount => status.LinkCount;

    public ulong Inode => status.Inode;

    public uint RealDeviceMajor => status.RealDeviceMajor;

    public uint RealDeviceMinor => status.RealDeviceMinor;

    public Timestamp ModifiedAt => new(status.ModifiedAt.Seconds, (int)status.ModifiedAt.Nanoseconds);
}

/// <summary>A system call failed.</summary>
internal sealed class PosixException(string call, string path, int error)
    : IOException($"{call} {path}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    public int Error { get; } = error;
}
