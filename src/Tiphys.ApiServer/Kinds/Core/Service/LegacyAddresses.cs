using System.Net;
using System.Net.Sockets;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>
/// Checks of addresses in fields that are older than today's strict rules: what was accepted before may stay, what is new must be clear to
/// every reader (no leading zeros, no IPv4 in IPv6 clothes, no bits behind the prefix).
/// </summary>
internal static class LegacyAddresses
{
    public static bool CheckIP(FieldErrors errors, FieldPath path, string value, ApiList<string> known)
    {
        if (known.Contains(value))
        {
            return true;
        }

        var reason = IPProblem(value);
        if (reason is not null)
        {
            errors.Invalid(path, value, reason);
        }

        return reason is null;
    }

    /// <summary>The address, as old clusters read it; null when it is none.</summary>
    public static IPAddress? Parse(string value) => TryParse(value, out var address, out _) ? address : null;

    /// <summary>Why the text is no clear address; null when it is one.</summary>
    public static string? IPProblem(string value) =>
        !TryParse(value, out var address, out var isSloppy) ? "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
            : isSloppy ? "must not have leading 0s"
            : address.IsIPv4MappedToIPv6 ? "must not be an IPv4-mapped IPv6 address"
            : null;

    public static void CheckCidr(FieldErrors errors, FieldPath path, string value, ApiList<string> known)
    {
        if (!known.Contains(value) && CidrProblem(value) is { } reason)
        {
            errors.Invalid(path, value, reason);
        }
    }

    /// <summary>Tells of addresses that were accepted in an unusual form.</summary>
    public static IEnumerable<string> WarningsForIP(string path, string value)
    {
        if (!TryParse(value, out var address, out var isSloppy))
        {
            yield break;
        }

        if (isSloppy || address.IsIPv4MappedToIPv6)
        {
            yield return $"{path}: non-standard IP address {FieldErrors.Quote(value)} is invalid: use {FieldErrors.Quote((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString())}";
        }
        else if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ToString() != value)
        {
            yield return $"{path}: IPv6 address {FieldErrors.Quote(value)} should be in RFC 5952 canonical format ({FieldErrors.Quote(address.ToString())})";
        }
    }

    /// <summary>Why the text is no clear range of addresses; null when it is one.</summary>
    public static string? CidrProblem(string value)
    {
        const string Wrong = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
        var slash = value.IndexOf('/');
        if (slash < 0 || !TryParse(value[..slash], out var address, out var isSloppy))
        {
            return Wrong;
        }

        var digits = value[(slash + 1)..];
        var isNumber = digits.Length is > 0 and < 6 && digits.All(char.IsAsciiDigit);
        var limit = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (!isNumber || int.Parse(digits, null) is var length && length > limit)
        {
            return Wrong;
        }

        return isSloppy || (digits.Length > 1 && digits[0] == '0') ? "must not have leading 0s in IP or prefix length"
            : address.IsIPv4MappedToIPv6 ? "must not have an IPv4-mapped IPv6 address"
            : HasBitsBeyond(address, length) ? "must not have bits set beyond the prefix length"
            : null;
    }

    /// <summary>Tells of ranges of IPv6 in an unusual form; all else that is unusual is refused.</summary>
    public static IEnumerable<string> WarningsForCidr(string path, string value)
    {
        var slash = value.IndexOf('/');
        if (slash < 0 || Parse(value[..slash]) is not { AddressFamily: AddressFamily.InterNetworkV6 } address)
        {
            yield break;
        }

        var canonical = address + value[slash..];
        if (canonical != value)
        {
            yield return $"{path}: IPv6 CIDR value {FieldErrors.Quote(value)} should be in RFC 5952 canonical format ({FieldErrors.Quote(canonical)})";
        }
    }

    private static bool HasBitsBeyond(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        return Enumerable.Range(length, (bytes.Length * 8) - length).Any(bit => (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0);
    }

    // Sloppy: IPv4 numbers with leading zeros, which old clusters took for decimal.
    private static bool TryParse(string value, out IPAddress address, out bool isSloppy)
    {
        isSloppy = false;
        if (Formats.TryParseIP(value, out address))
        {
            return true;
        }

        var parts = value.Split('.');
        if (parts.Length != 4 || parts.Any(part => part.Length is 0 or > 8 || !part.All(char.IsAsciiDigit) || int.Parse(part, null) > 255))
        {
            return false;
        }

        isSloppy = true;
        address = new IPAddress([.. parts.Select(part => (byte)int.Parse(part, null))]);
        return true;
    }
}
