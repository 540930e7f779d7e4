using System.Runtime.InteropServices;

namespace Tiphys.Kubelet.Volumes.Linux;

/// <summary>What volumes need to know of a file (statx(2)).</summary>
internal readonly record struct FileStatus(uint Mode, uint UserId, uint GroupId, ulong Inode, uint DeviceMajor, uint DeviceMinor)
{
    private const uint TypeMask = 0xF000;

    public bool IsDirectory => (Mode & TypeMask) == 0x4000;

    public bool IsRegularFile => (Mode & TypeMask) == 0x8000;

    public bool IsSymbolicLink => (Mode & TypeMask) == 0xA000;

    public bool IsSocket => (Mode & TypeMask) == 0xC000;

    public bool IsCharacterDevice => (Mode & TypeMask) == 0x2000;

    public bool IsBlockDevice => (Mode & TypeMask) == 0x6000;

    /// <summary>Permissions with set-user, set-group and sticky bit.</summary>
    public uint Permissions => Mode & 0xFFF;

    /// <summary>True when both are the same file, by whatever path.</summary>
    public bool IsSameFile(FileStatus other) => (Inode, DeviceMajor, DeviceMinor) == (other.Inode, other.DeviceMajor, other.DeviceMinor);

    // Offsets of struct statx (linux/stat.h), which is the same on every architecture.
    public static FileStatus Decode(ReadOnlySpan<byte> raw) => new(
        Mode: MemoryMarshal.Read<ushort>(raw[28..]),
        UserId: MemoryMarshal.Read<uint>(raw[20..]),
        GroupId: MemoryMarshal.Read<uint>(raw[24..]),
        Inode: MemoryMarshal.Read<ulong>(raw[32..]),
        DeviceMajor: MemoryMarshal.Read<uint>(raw[136..]),
        DeviceMinor: MemoryMarshal.Read<uint>(raw[140..]));
}
