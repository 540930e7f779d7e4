namespace Tiphys.ApiServer.Validation;

/// <summary>Forms of names, with upstream's messages (k8s.io/apimachinery, <c>util/validation</c>).</summary>
public static class Names
{
    private const int SubdomainLength = 253;
    private const int LabelLength = 63;

    /// <summary>RFC 1123 subdomain; null when good, else why not. A prefix for generated names may end in a dash.</summary>
    public static string? CheckSubdomain(string name, bool isPrefix = false)
    {
        var text = isPrefix ? MaskTrailingDash(name) : name;
        if (text.Length > SubdomainLength)
        {
            return $"must be no more than {SubdomainLength} characters";
        }

        return text.Split('.').All(IsLabel)
            ? null
            : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric "
                + "character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    }

    /// <summary>RFC 1123 label; null when good, else why not.</summary>
    public static string? CheckLabel(string name, bool isPrefix = false)
    {
        var text = isPrefix ? MaskTrailingDash(name) : name;
        if (text.Length > LabelLength)
        {
            return $"must be no more than {LabelLength} characters";
        }

        return IsLabel(text)
            ? null
            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
                + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    }

    /// <summary>A part of a path; null when good, else why not.</summary>
    public static string? CheckPathSegment(string name, bool isPrefix = false) => name switch
    {
        "." or ".." => $"may not be '{name}'",
        _ when name.Contains('/') => "may not contain '/'",
        _ when name.Contains('%') => "may not contain '%'",
        _ => null,
    };

    private static bool IsLabel(string text) =>
        text.Length > 0 && IsAlphanumeric(text[0]) && IsAlphanumeric(text[^1]) && text.All(character => IsAlphanumeric(character) || character == '-');

    private static bool IsAlphanumeric(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static string MaskTrailingDash(string name) => name.Length > 1 && name[^1] == '-' ? name[..^1] + "a" : name;
}
