namespace Tiphys.Containers.Linux;

/// <summary>The error numbers the engine decides on (asm-generic/errno.h; the same on x86-64 and arm64).</summary>
internal static class Errno
{
    public const int Perm = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoDeviceOrAddress = 6;
    public const int BadDescriptor = 9;
    public const int Again = 11;
    public const int Access = 13;
    public const int Busy = 16;
    public const int Invalid = 22;
    public const int BrokenPipe = 32;
    public const int NotEmpty = 39;
    public const int NotSupported = 95;
}
