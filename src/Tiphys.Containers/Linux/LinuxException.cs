using System.Runtime.InteropServices;

namespace Tiphys.Containers.Linux;

/// <summary>A system call failed; <see cref="Errno"/> tells why.</summary>
public sealed class LinuxException : IOException
{
    public LinuxException(string operation, int errno)
        : base($"{operation}: {Marshal.GetPInvokeErrorMessage(errno)}")
    {
        Errno = errno;
    }

    /// <summary>The Linux error number, e.g. 2 for ENOENT.</summary>
    public int Errno { get; }

    internal static LinuxException FromLastError(string operation) => new(operation, Marshal.GetLastPInvokeError());

    internal static void ThrowIfNegative(long result, string operation)
    {
        if (result < 0)
            throw FromLastError(operation);
    }
}
