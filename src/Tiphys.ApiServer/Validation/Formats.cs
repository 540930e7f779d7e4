using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Tiphys.ApiServer.Validation;

/// <summary>
/// Forms of values. Each check gives every reason why the value is wrong, none when it is good, with upstream's messages
/// (k8s.io/apimachinery, <c>api/validate/content</c> and <c>util/validation</c>).
/// </summary>
public static partial class Formats
{
    private const string Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Subdomain = Label + "(\\." + Label + ")*";
    private const string Underscored = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private const string KeyName = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    /// <summary>The message for an empty value.</summary>
    public const string Empty = "must be non-empty";

    /// <summary>RFC 1123 label.</summary>
    public static IEnumerable<string> Dns1123Label(string value)
    {
        if (Length(value) > 63)
        {
            yield return TooLongText(63);
        }

        if (!Dns1123LabelForm().IsMatch(value))
        {
            yield return Dns1123SubdomainForm().IsMatch(value) ? "must not contain dots" : LabelMessage;
        }
    }

    /// <summary>RFC 1123 subdomain.</summary>
    public static IEnumerable<string> Dns1123Subdomain(string value) => Checked(value, 253, Dns1123SubdomainForm(), SubdomainMessage);

    /// <summary>RFC 1123 subdomain in which underscores may be, as search domains have them.</summary>
    public static IEnumerable<string> SubdomainWithUnderscore(string value) => Checked(value, 253, UnderscoreForm(), Regexed(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
        Underscored + "(\\." + Underscored + ")*",
        "example.com"));

    /// <summary>RFC 1035 label.</summary>
    public static IEnumerable<string> Dns1035Label(string value) => Checked(value, 63, Dns1035LabelForm(), Regexed(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        "[a-z]([-a-z0-9]*[a-z0-9])?",
        "my-name",
        "abc-123"));

    /// <summary>A subdomain behind <c>*.</c>.</summary>
    public static IEnumerable<string> WildcardSubdomain(string value) => Checked(value, 253, WildcardForm(), Regexed(
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, "
            + "'-' or '.' and end with an alphanumeric character",
        "\\*\\." + Subdomain,
        "*.example.com"));

    /// <summary>Name of a label, annotation, finalizer or resource: a name, with a subdomain and a slash before it or not.</summary>
    public static IEnumerable<string> QualifiedName(string value)
    {
        var parts = value.Split('/');
        if (parts.Length > 2)
        {
            yield return "a valid label key " + KeyNameMessage + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2)
        {
            foreach (var message in parts[0].Length == 0 ? [Empty] : Checked(parts[0], TooLong(253), 253, Dns1123SubdomainForm(), SubdomainMessage))
            {
                yield return "prefix part " + message;
            }
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            yield return "name part " + Empty;
        }

        foreach (var message in Checked(name, TooLong(63), 63, KeyNameForm(), KeyNameMessage))
        {
            yield return "name part " + message;
        }
    }

    /// <summary>Value of a label.</summary>
    public static IEnumerable<string> LabelValue(string value) => Checked(value, TooLong(63), 63, LabelValueForm(), Regexed(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        $"({KeyName})?",
        "MyValue",
        "my_value",
        "12345"));

    /// <summary>Name of a port (RFC 6335).</summary>
    public static IEnumerable<string> PortName(string value)
    {
        if (value.Length > 15)
        {
            yield return TooLongText(15);
        }

        if (!PortNameForm().IsMatch(value))
        {
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        }

        if (!value.Any(char.IsAsciiLetterLower))
        {
            yield return "must contain at least one letter (a-z)";
        }

        if (value.Contains("--", StringComparison.Ordinal))
        {
            yield return "must not contain consecutive hyphens";
        }

        if (value.Length > 0 && (value[0] == '-' || value[^1] == '-'))
        {
            yield return "must not begin or end with a hyphen";
        }
    }

    /// <summary>Number of a port.</summary>
    public static IEnumerable<string> PortNumber(long value) => InRange(value, 1, 65535);

    /// <summary>A number within limits, both included.</summary>
    public static IEnumerable<string> InRange(long value, long low, long high) =>
        value >= low && value <= high ? [] : [$"must be between {Text(low)} and {Text(high)}, inclusive"];

    /// <summary>Name of an environment variable: printable ASCII but <c>=</c>.</summary>
    public static IEnumerable<string> EnvVarName(string value)
    {
        if (value.Length == 0)
        {
            yield return "environment variable name " + Empty;
        }

        if (value.Any(character => character is < ' ' or > '~' or '='))
        {
            yield return "a valid environment variable name must consist only of printable ASCII characters other than '='";
        }
    }

    /// <summary>Key of a ConfigMap or Secret.</summary>
    public static IEnumerable<string> ConfigMapKey(string value)
    {
        foreach (var message in Checked(value, 253, ConfigMapKeyForm(), Regexed(
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name")))
        {
            yield return message;
        }

        foreach (var message in NoStepUp(value))
        {
            yield return message;
        }
    }

    /// <summary>Identifier as C has them.</summary>
    public static IEnumerable<string> CIdentifier(string value) => CIdentifierForm().IsMatch(value)
        ? []
        : [Regexed(
            "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
            "[A-Za-z_][A-Za-z0-9_]*",
            "my_name",
            "MY_NAME",
            "MyName")];

    /// <summary>Name of an HTTP header.</summary>
    public static IEnumerable<string> HttpHeaderName(string value) => HeaderForm().IsMatch(value)
        ? []
        : [Regexed("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name")];

    /// <summary>One segment of a path.</summary>
    public static IEnumerable<string> PathSegment(string value)
    {
        if (value is "." or "..")
        {
            yield return $"may not be '{value}'";
            yield break;
        }

        foreach (var character in "/%".Where(value.Contains))
        {
            yield return $"may not contain '{character}'";
        }
    }

    /// <summary>The path of a URL.</summary>
    public static IEnumerable<string> HttpPath(string value) =>
        HttpPathForm().IsMatch(value) ? [] : [Regexed("Invalid path", @"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+")];

    /// <summary>A percentage.</summary>
    public static IEnumerable<string> Percent(string value) => PercentForm().IsMatch(value)
        ? []
        : [Regexed("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%")];

    /// <summary>An IP address, without leading zeros in IPv4 numbers.</summary>
    public static bool TryParseIP(string value, out IPAddress address)
    {
        address = IPAddress.None;
        var looksRight = value.Contains(':') ? !value.Contains('%') && !value.Contains('[') : IPv4Form().IsMatch(value);
        return looksRight && IPAddress.TryParse(value, out address!);
    }

    /// <summary>An IP address.</summary>
    public static IEnumerable<string> IP(string value) =>
        TryParseIP(value, out _) ? [] : ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"];

    /// <summary>True for an IPv6 address.</summary>
    public static bool IsIPv6(string value) => TryParseIP(value, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>A block of addresses.</summary>
    public static bool TryParseCidr(string value, out IPAddress address, out int prefixLength)
    {
        address = IPAddress.None;
        prefixLength = 0;
        var slash = value.IndexOf('/');
        return slash > 0
            && TryParseIP(value[..slash], out address)
            && value.Length - slash is > 1 and < 5
            && int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefixLength)
            && prefixLength <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    /// <summary>A block of addresses.</summary>
    public static IEnumerable<string> Cidr(string value) =>
        TryParseCidr(value, out _, out _) ? [] : ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"];

    /// <summary>Length in bytes of UTF-8.</summary>
    public static int Length(string value) => Encoding.UTF8.GetByteCount(value);

    /// <summary>The message for a value that is longer than <paramref name="bytes"/> bytes.</summary>
    private static string TooLong(int bytes) => $"must be no more than {Text(bytes)} bytes";

    /// <summary>The same message of older checks, which say characters and count bytes.</summary>
    private static string TooLongText(int bytes) => $"must be no more than {Text(bytes)} characters";

    /// <summary>A message that shows the form, with examples.</summary>
    public static string Regexed(string message, string form, params ReadOnlySpan<string> examples)
    {
        var text = new StringBuilder(message).Append(examples.Length == 0 ? " (" : " (e.g. ");
        for (var i = 0; i < examples.Length; i++)
        {
            text.Append(i > 0 ? " or " : "").Append('\'').Append(examples[i]).Append("', ");
        }

        return text.Append("regex used for validation is '").Append(form).Append("')").ToString();
    }

    private static string LabelMessage { get; } = Regexed(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
        Label,
        "my-name",
        "123-abc");

    private static string SubdomainMessage { get; } = Regexed(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        Subdomain,
        "example.com");

    private static string KeyNameMessage { get; } = Regexed(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", KeyName, "MyName", "my.name", "123-abc");

    private static IEnumerable<string> NoStepUp(string value) => value switch
    {
        "." or ".." => [$"must not be '{value}'"],
        _ when value.StartsWith("..", StringComparison.Ordinal) => ["must not start with '..'"],
        _ => [],
    };

    private static IEnumerable<string> Checked(string value, int limit, Regex form, string message) =>
        Checked(value, TooLongText(limit), limit, form, message);

    private static IEnumerable<string> Checked(string value, string tooLong, int limit, Regex form, string message)
    {
        if (Length(value) > limit)
        {
            yield return tooLong;
        }

        if (!form.IsMatch(value))
        {
            yield return message;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+\z")]
    private static partial Regex HttpPathForm();

    [GeneratedRegex("^" + Label + "\\z")]
    private static partial Regex Dns1123LabelForm();

    [GeneratedRegex("^" + Subdomain + "\\z")]
    private static partial Regex Dns1123SubdomainForm();

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?\\z")]
    private static partial Regex Dns1035LabelForm();

    [GeneratedRegex("^\\*\\." + Subdomain + "\\z")]
    private static partial Regex WildcardForm();

    [GeneratedRegex("^" + Underscored + "(\\." + Underscored + ")*\\z")]
    private static partial Regex UnderscoreForm();

    [GeneratedRegex("^" + KeyName + "\\z")]
    private static partial Regex KeyNameForm();

    [GeneratedRegex("^(" + KeyName + ")?\\z")]
    private static partial Regex LabelValueForm();

    [GeneratedRegex("^[-a-z0-9]+\\z")]
    private static partial Regex PortNameForm();

    [GeneratedRegex("^[-._a-zA-Z0-9]+\\z")]
    private static partial Regex ConfigMapKeyForm();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
    private static partial Regex CIdentifierForm();

    [GeneratedRegex("^[-A-Za-z0-9]+\\z")]
    private static partial Regex HeaderForm();

    [GeneratedRegex("^[0-9]+%\\z")]
    private static partial Regex PercentForm();

    [GeneratedRegex("^(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}\\z")]
    private static partial Regex IPv4Form();
}
