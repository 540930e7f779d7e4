using System.Net;
using System.Net.Sockets;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Checks of addresses in fields that take the canonical form only.</summary>
internal static class CanonicalAddresses
{
    /// <summary>Why the text is no address; null when it is one.</summary>
    public static string? IPProblem(string value)
    {
        if (LegacyAddresses.IPProblem(value) is { } problem)
        {
            return problem;
        }

        var canonical = IPAddress.Parse(value).ToString();
        return canonical == value ? null : $"must be in canonical form ({FieldErrors.Quote(canonical)})";
    }

    /// <summary>Why the text is no range of addresses; null when it is one.</summary>
    public static string? CidrProblem(string value)
    {
        if (LegacyAddresses.CidrProblem(value) is { } problem)
        {
            return problem;
        }

        var slash = value.IndexOf('/');
        var canonical = IPAddress.Parse(value[..slash]) + value[slash..];
        return canonical == value ? null : $"must be in canonical form ({FieldErrors.Quote(canonical)})";
    }

    /// <summary>The text must be an address of an interface with the length of its network's prefix, in canonical form.</summary>
    public static void CheckInterface(string value, FieldErrors errors, FieldPath path)
    {
        if (!Formats.TryParseCidr(value, out var address, out var length))
        {
            errors.Invalid(path, value, "must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)");
            return;
        }

        var canonical = address.IsIPv4MappedToIPv6 && length > 96 ? $"{address.MapToIPv4()}/{length - 96}" : $"{address}/{length}";
        if (canonical != value)
        {
            errors.Invalid(path, value, $"must be in canonical form ({FieldErrors.Quote(canonical)})");
        }
    }

    /// <summary>True for a range of IPv6 addresses.</summary>
    public static bool IsIPv6Cidr(string value) => Formats.TryParseCidr(value, out var address, out _) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
