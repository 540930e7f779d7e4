using System.Runtime.InteropServices;

namespace Tiphys.Network.Netlink;

/// <summary>The kernel refused a netlink request.</summary>
public sealed class NetlinkException : IOException
{
    /// <summary>Creates the exception for an errno and what was being done.</summary>
    public NetlinkException(int errno, string what, string? detail = null)
        : base($"{what}: {Marshal.GetPInvokeErrorMessage(errno)}{(detail is null ? "" : $" ({detail})")}") => Errno = errno;

    /// <summary>The positive errno, such as 17 for EEXIST.</summary>
    public int Errno { get; }
}
