using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Tiphys.Containers;

/// <summary>
/// A normalised image reference: <c>domain/path[:tag][@digest]</c>. Short names are completed as Docker completes them:
/// <c>busybox</c> is <c>docker.io/library/busybox:latest</c>, <c>me/app</c> is <c>docker.io/me/app:latest</c>; the first
/// part is a registry only if it has a dot, a port, an upper-case letter or is <c>localhost</c>.
/// Grammar: distribution/reference and OCI distribution-spec, "Pulling manifests".
/// </summary>
public sealed partial record ImageReference
{
    /// <summary>Where short names live.</summary>
    public const string DefaultDomain = "docker.io";

    private const int MaxNameLength = 255;

    private ImageReference(string domain, string path, string? tag, Digest? digest) =>
        (Domain, Path, Tag, Digest) = (domain, path, tag, digest);

    /// <summary>The registry: <c>docker.io</c>, <c>localhost:5000</c>.</summary>
    public string Domain { get; }

    /// <summary>The repository inside the registry: <c>library/busybox</c>.</summary>
    public string Path { get; }

    /// <summary>The tag; null only when a digest is given.</summary>
    public string? Tag { get; }

    /// <summary>The digest that pins the content; wins over the tag.</summary>
    public Digest? Digest { get; }

    /// <summary>The repository with its registry: <c>docker.io/library/busybox</c>.</summary>
    public string Name => $"{Domain}/{Path}";

    /// <summary>What the reference names in the registry's API: the digest if there is one, else the tag.</summary>
    public string TagOrDigest => Digest?.ToString() ?? Tag!;

    /// <summary>Under what name the store keeps it: <c>name@digest</c> if pinned, else <c>name:tag</c>.</summary>
    public string Key => Digest is { } digest ? $"{Name}@{digest}" : $"{Name}:{Tag}";

    /// <summary>The same repository with another tag.</summary>
    public ImageReference WithTag(string tag) => Parse($"{Name}:{tag}");

    /// <summary>The same repository pinned to a digest, without tag.</summary>
    public ImageReference WithDigest(Digest digest) => new(Domain, Path, null, digest);

    /// <summary>Reads and normalises a reference.</summary>
    /// <exception cref="ImageException"><see cref="ImageErrorReason.InvalidReference"/>.</exception>
    public static ImageReference Parse(string text) => Parse(text, out var error)
        ?? throw new ImageException(ImageErrorReason.InvalidReference, $"invalid image reference \"{text}\": {error}");

    /// <summary>Reads and normalises a reference; false when it is malformed.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = text is null ? null : Parse(text, out _);
        return reference is not null;
    }

    public override string ToString() =>
        Name + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    private static ImageReference? Parse(string text, out string error)
    {
        var rest = text;
        Digest? digest = null;
        if (rest.IndexOf('@') is >= 0 and var at)
        {
            if (!Containers.Digest.TryParse(rest[(at + 1)..], out var parsed))
            {
                error = "the digest must be sha256 and 64 lower-case hex digits";
                return null;
            }

            (digest, rest) = (parsed, rest[..at]);
        }

        string? tag = null;
        if (rest.LastIndexOf(':') is >= 0 and var colon && colon > rest.LastIndexOf('/'))
        {
            (tag, rest) = (rest[(colon + 1)..], rest[..colon]);
            if (!TagPattern().IsMatch(tag))
            {
                error = "malformed tag";
                return null;
            }
        }

        var (domain, path) = SplitDomain(rest);
        error = Check(rest, domain, path, tag, digest);
        return error.Length > 0 ? null : new ImageReference(domain, path, tag ?? (digest is null ? "latest" : null), digest);
    }

    private static string Check(string given, string domain, string path, string? tag, Digest? digest)
    {
        if (given.Length == 0)
        {
            return "the name is empty";
        }

        if (tag is null && digest is null && Containers.Digest.TryParseHex(given, out _))
        {
            return "64 hex digits are an image ID, not a name";
        }

        if (!DomainPattern().IsMatch(domain))
        {
            return "malformed registry name";
        }

        if (!PathPattern().IsMatch(path))
        {
            return given.Any(char.IsAsciiLetterUpper) ? "the repository name must be lower case" : "malformed repository name";
        }

        return domain.Length + 1 + path.Length > MaxNameLength ? $"the name is longer than {MaxNameLength} characters" : "";
    }

    private static (string Domain, string Path) SplitDomain(string name)
    {
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        var isDomain = slash > 0 && (first == "localhost" || first.AsSpan().ContainsAny('.', ':') || first.Any(char.IsAsciiLetterUpper));
        var (domain, path) = isDomain ? (first, name[(slash + 1)..]) : (DefaultDomain, name);
        if (domain == "index.docker.io")
        {
            domain = DefaultDomain;
        }

        return domain == DefaultDomain && !path.Contains('/') ? (domain, "library/" + path) : (domain, path);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\A(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?\z")]
    private static partial Regex DomainPattern();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex PathPattern();
}
