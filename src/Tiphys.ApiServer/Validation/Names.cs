namespace Tiphys.ApiServer.Validation;

/// <summary>
/// Forms of names of objects: the reasons why one is wrong, none when it is good (k8s.io/apimachinery, <c>api/validation/generic.go</c>).
/// A prefix, from which names are generated, may end in a dash.
/// </summary>
public static class Names
{
    /// <summary>RFC 1123 subdomain.</summary>
    public static IEnumerable<string> Subdomain(string name, bool isPrefix = false) => Formats.Dns1123Subdomain(isPrefix ? MaskTrailingDash(name) : name);

    /// <summary>RFC 1123 label.</summary>
    public static IEnumerable<string> Label(string name, bool isPrefix = false) => Formats.Dns1123Label(isPrefix ? MaskTrailingDash(name) : name);

    /// <summary>A part of a path.</summary>
    public static IEnumerable<string> PathSegment(string name, bool isPrefix = false) =>
        isPrefix ? Formats.PathSegment(name).Where(reason => reason.StartsWith("may not contain", StringComparison.Ordinal)) : Formats.PathSegment(name);

    private static string MaskTrailingDash(string name) => name.Length > 1 && name[^1] == '-' ? name[..^2] + "a" : name;
}
