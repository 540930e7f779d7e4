using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Patching;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Takes a patch to the function for its media type.</summary>
internal sealed class PatchEngine : IPatchEngine
{
    public ReadOnlyMemory<byte> Patch(ResourceInfo resource, string contentType, ReadOnlyMemory<byte> current, ReadOnlyMemory<byte> patch)
    {
        Func<JsonValue, JsonValue, JsonValue> apply = contentType switch
        {
            "application/json-patch+json" => JsonPatch.Apply,
            "application/merge-patch+json" => MergePatch.Apply,
            "application/strategic-merge-patch+json" => (document, changes) => StrategicMergePatch.Apply(document, changes, resource.Codec.Schema),
            _ => throw Unsupported(),
        };
        return apply(JsonValue.View(current), Parse(patch)).ToUtf8();
    }

    private static JsonValue Parse(ReadOnlyMemory<byte> patch)
    {
        try
        {
            return JsonValue.Parse(patch.Span);
        }
        catch (JsonDecodeException error)
        {
            throw new ApiException(StatusErrors.BadRequest($"error decoding patch: {error.Message}").Status, error);
        }
    }

    private static ApiException Unsupported() => StatusErrors.Of(
        415,
        StatusReason.UnsupportedMediaType,
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
        + "application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml",
        null);
}
