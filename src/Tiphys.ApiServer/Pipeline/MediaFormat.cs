using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>In what form a client wants its answer.</summary>
/// <param name="Media">Media type.</param>
/// <param name="As">Kind of meta.k8s.io to convert to: Table, PartialObjectMetadata or PartialObjectMetadataList; empty for the object itself.</param>
/// <param name="Version">Version of that kind: v1 or v1beta1.</param>
internal readonly record struct MediaFormat(string Media, string As, string Version = "v1")
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";

    private const string Streamed = ";stream=watch";

    private const int MaxKnown = 256;

    private static readonly string[] All = [Json, Yaml, Protobuf];

    // Clients send few different headers, again and again.
    private static readonly ConcurrentDictionary<string, MediaFormat> Known = new(StringComparer.Ordinal);

    public bool IsProtobuf => Media == Protobuf;

    public bool IsYaml => Media == Yaml;

    /// <summary>Chooses the most wanted form of an object or a list.</summary>
    /// <exception cref="ApiException">406: none is served.</exception>
    public static MediaFormat Negotiate(HttpRequest request, bool isList = false)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept is "" or Json or "*/*")
        {
            return new(Json, "");
        }

        if (Known.TryGetValue(accept, out var known))
        {
            return known;
        }

        CheckNamed(accept, All, isList ? [.. All, Json + Streamed, Protobuf + Streamed] : All);
        var chosen = Choose(accept, ResourceForm) ?? throw NotAcceptable(OnlyAccepted(All));
        if (Known.Count < MaxKnown)
        {
            Known[accept] = chosen;
        }

        return chosen;
    }

    /// <summary>Checks that a watch can be sent in the form: it needs frames.</summary>
    /// <exception cref="ApiException">406: it cannot.</exception>
    public void RequireStream()
    {
        if (IsYaml)
        {
            throw NotAcceptable(OnlyAccepted([Json + Streamed, Protobuf + Streamed]));
        }
    }

    /// <summary>Chooses the form of a document that is no resource and has no other shapes.</summary>
    /// <exception cref="ApiException">406: none is served.</exception>
    public static MediaFormat NegotiatePlain(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Length == 0 ? new(Json, "") : Choose(accept, PlainForm) ?? throw NotAcceptable(OnlyAccepted(All));
    }

    /// <summary>The form in which a client wants one shape of a document, told by <c>as</c>, <c>g</c> and <c>v</c>; null when it wants none of it.</summary>
    public static MediaFormat? NegotiateShape(HttpRequest request, GroupVersionKind shape) => Choose(
        request.Headers.Accept.ToString(),
        (clause, media) => Target(clause) == shape ? new(media, shape.Kind, shape.Version) : null);

    /// <summary>Refuses a header that names none of the media types, as upstream's router does.</summary>
    /// <exception cref="ApiException">406.</exception>
    public static void CheckNamed(string accept, ReadOnlySpan<string> served, ReadOnlySpan<string> shown)
    {
        if (accept.Length > 0 && !AcceptHeader.Names(accept, served))
        {
            throw StatusErrors.Of(
                406, StatusReason.NotAcceptable, $"406: Not Acceptable\n\nAvailable representations: {string.Join(", ", shown)}", StatusDetails.Empty);
        }
    }

    /// <summary>As <see cref="CheckNamed(string, ReadOnlySpan{string}, ReadOnlySpan{string})"/>, for what comes in JSON, YAML and protobuf.</summary>
    /// <exception cref="ApiException">406.</exception>
    public static void CheckNamed(HttpRequest request) => CheckNamed(request.Headers.Accept.ToString(), All, All);

    public static ApiException NotAcceptable(string message) => StatusErrors.Of(406, StatusReason.NotAcceptable, message, null);

    private static string OnlyAccepted(string[] media) => $"only the following media types are accepted: {string.Join(", ", media)}";

    private static MediaFormat? Choose(string accept, Func<AcceptClause, string, MediaFormat?> take)
    {
        foreach (var clause in AcceptHeader.Parse(accept))
        {
            foreach (var media in All)
            {
                if (clause.Covers(media) && clause.Parameter("stream") is "" or "watch" && take(clause, media) is { } format)
                {
                    return format;
                }
            }
        }

        return null;
    }

    private static MediaFormat? PlainForm(AcceptClause clause, string media) => Target(clause) is null ? new(media, "") : null;

    private static MediaFormat? ResourceForm(AcceptClause clause, string media) => Target(clause) switch
    {
        null => new(media, ""),
        { Group: "meta.k8s.io", Version: "v1" or "v1beta1", Kind: "PartialObjectMetadata" or "PartialObjectMetadataList" } target =>
            new(media, target.Kind, target.Version),
        { Group: "meta.k8s.io", Version: "v1" or "v1beta1", Kind: "Table" } target when media != Protobuf => new(media, target.Kind, target.Version),
        _ => null,
    };

    private static GroupVersionKind? Target(AcceptClause clause) =>
        clause.Parameters.ContainsKey("as") || clause.Parameters.ContainsKey("g") || clause.Parameters.ContainsKey("v")
            ? new(clause.Parameter("g"), clause.Parameter("v"), clause.Parameter("as"))
            : null;
}
