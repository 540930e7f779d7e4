using System.Runtime.InteropServices;

namespace Tiphys.Containers.Linux;

/// <summary>What the engine needs of statx(2).</summary>
internal readonly record struct FileStatus(ushort Mode, ulong Inode, long Size, long Blocks, uint DeviceMajor, uint DeviceMinor, uint Links)
{
    private const int TypeMask = 0xF000;

    public bool IsDirectory => (Mode & TypeMask) == 0x4000;
    public bool IsCharacterDevice => (Mode & TypeMask) == 0x2000;
    public bool IsBlockDevice => (Mode & TypeMask) == 0x6000;
    public bool IsFifo => (Mode & TypeMask) == 0x1000;
    public uint Permissions => Mode & 0xFFFu;
}

internal static partial class Libc
{
    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatxNative(int directory, string path, int flags, uint mask, byte* buffer);

    /// <summary>The status of a file; null when it is not there.</summary>
    public static unsafe FileStatus? Stat(string path, bool followLinks)
    {
        const int currentDirectory = -100;
        const int noFollow = 0x100;
        const uint basicStats = 0x7ff;
        var buffer = stackalloc byte[256];
        if (StatxNative(currentDirectory, path, followLinks ? 0 : noFollow, basicStats, buffer) == 0)
            return Decode(new ReadOnlySpan<byte>(buffer, 256));
        var errno = Marshal.GetLastPInvokeError();
        return errno == Errno.NoEntry ? null : throw new LinuxException($"stat {path}", errno);
    }

    // Offsets of struct statx (linux/stat.h), which is the same on every architecture.
    private static FileStatus Decode(ReadOnlySpan<byte> raw) => new(
        Mode: MemoryMarshal.Read<ushort>(raw[28..]),
        Inode: MemoryMarshal.Read<ulong>(raw[32..]),
        Size: MemoryMarshal.Read<long>(raw[40..]),
        Blocks: MemoryMarshal.Read<long>(raw[48..]),
        DeviceMajor: MemoryMarshal.Read<uint>(raw[128..]),
        DeviceMinor: MemoryMarshal.Read<uint>(raw[132..]),
        Links: MemoryMarshal.Read<uint>(raw[16..]));
}
