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

    private static readonly string[] Transforms = ["Table", "PartialObjectMetadata", "PartialObjectMetadataList"];

    public bool IsProtobuf => Media == Protobuf;

    /// <summary>Chooses the first acceptable form.</summary>
    /// <exception cref="ApiException">406: none is.</exception>
    public static MediaFormat Negotiate(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Length == 0)
        {
            return new(Json, "");
        }

        foreach (var choice in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (TryTake(choice) is { } format)
            {
                return format;
            }
        }

        throw StatusErrors.Of(
            406,
            StatusReason.NotAcceptable,
            "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",
            null);
    }

    private static MediaFormat? TryTake(string choice)
    {
        var parts = choice.Split(';', StringSplitOptions.TrimEntries);
        var media = parts[0] switch
        {
            Json or "*/*" => Json,
            Yaml => Yaml,
            Protobuf => Protobuf,
            _ => null,
        };
        if (media is null)
        {
            return null;
        }

        var wanted = parts.FirstOrDefault(part => part.StartsWith("as=", StringComparison.Ordinal))?["as=".Length..] ?? "";
        var version = parts.Contains("v=v1") ? "v1" : parts.Contains("v=v1beta1") ? "v1beta1" : "";
        var known = wanted.Length == 0
            || (Transforms.Contains(wanted) && parts.Contains("g=meta.k8s.io") && version.Length > 0 && !(wanted == "Table" && media == Protobuf));
        return known ? new(media, wanted, version) : null;
    }
}
