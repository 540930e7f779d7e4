using System.Globalization;
using System.Text;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Checks that a body is of the kind that its path takes, and words it when not.</summary>
internal static class BodyTypes
{
    private const string Scheme = "pkg/api/legacyscheme/scheme.go:30";
    private const int ShownBytes = 30;

    // What is known in every version beside the kinds of resources.
    private static readonly string[] Everywhere =
        ["CreateOptions", "DeleteOptions", "GetOptions", "ListOptions", "PatchOptions", "UpdateOptions", "WatchEvent"];

    private static readonly string[] InCore = ["List", "Status"];

    /// <summary>Refuses a body of another kind or version.</summary>
    /// <exception cref="ApiException">400.</exception>
    public static void Check(GroupVersionKind expected, string apiVersion, string kind, ReadOnlySpan<byte> body)
    {
        if ((kind.Length == 0 || kind == expected.Kind) && (apiVersion.Length == 0 || apiVersion == expected.ApiVersion))
        {
            return;
        }

        // Options are taken in any version.
        if (expected.Kind == "DeleteOptions" && kind is not ("" or "DeleteOptions"))
        {
            throw StatusErrors.BadRequest(NotRegistered(expected with { Kind = kind }));
        }

        // Evictions are taken in older versions too: their fields are the same.
        if (expected.Kind == "DeleteOptions" || (expected.Kind == "Eviction" && kind is "" or "Eviction"))
        {
            return;
        }

        if (apiVersion.AsSpan().Count('/') > 1)
        {
            throw Unrecognized(expected, $"unexpected GroupVersion string: {apiVersion}", body);
        }

        var found = apiVersion.Length > 0 ? GroupVersionKind.Of(apiVersion, kind) : expected with { Kind = kind };
        found = kind.Length > 0 ? found : found with { Kind = expected.Kind };
        throw StatusErrors.BadRequest(Problem(expected, found) is { } problem
            ? $"{found.Kind} in version \"{found.Version}\" cannot be handled as a {expected.Kind}: {problem}"
            : $"the API version in the data ({found.ApiVersion}) does not match the expected API version ({expected.ApiVersion})");
    }

    /// <summary>Why a kind cannot stand for another; null when it is only another version of it.</summary>
    public static string? Problem(GroupVersionKind expected, GroupVersionKind found) =>
        !IsKnown(found) ? NotRegistered(found)
        : found.Group == expected.Group && found.Kind == expected.Kind ? null
        : $"converting ({found.Version}.{found.Kind}) to ({InternalTypes.NameOf(expected)}): unknown conversion";

    /// <summary>The message for a kind that is not known.</summary>
    public static string NotRegistered(GroupVersionKind kind) =>
        $"no kind \"{kind.Kind}\" is registered for version \"{kind.ApiVersion}\" in scheme \"{Scheme}\"";

    /// <summary>400 for a body of which not even the kind can be told.</summary>
    public static ApiException Unrecognized(GroupVersionKind expected, string why, ReadOnlySpan<byte> body) =>
        StatusErrors.BadRequest($"the object provided is unrecognized (must be of type {expected.Kind}): {why} ({Summary(body)})");

    private static bool IsKnown(GroupVersionKind kind) =>
        ApiCatalog.FindCodec(kind) is not null
        || (kind.Kind.EndsWith("List", StringComparison.Ordinal) && ApiCatalog.FindCodec(kind with { Kind = kind.Kind[..^4] }) is not null)
        || (kind is { Group: "", Version: "v1" } && InCore.Contains(kind.Kind))
        || (Everywhere.Contains(kind.Kind) && ApiCatalog.Codecs.Any(codec => codec.Kind.ApiVersion == kind.ApiVersion));

    private static string Summary(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return "<empty>";
        }

        var shown = body[..Math.Min(body.Length, ShownBytes)];
        var text = body[0] == (byte)'{' ? Encoding.UTF8.GetString(shown) : Convert.ToHexString(shown).ToLower(CultureInfo.InvariantCulture);
        return body.Length > ShownBytes ? text + " ..." : text;
    }
}
