using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Client;

namespace Tiphys.Client.Fakes;

/// <summary>Applies patches as a test needs them: a merge patch, and a strategic merge patch that holds no lists.</summary>
internal static class FakePatch
{
    public static T Apply<T>(T value, PatchRequest patch)
        where T : class, IKubernetesObject<T>
    {
        var body = JsonValue.Parse(patch.Body.Span);
        switch (patch.ContentType)
        {
            case "application/merge-patch+json":
            case "application/strategic-merge-patch+json" when !HasList(body):
                return ApiJson.Read<T>(Merge(FakeParts.Tree(value), (JsonMap)body).ToUtf8());
            default:
                throw new NotSupportedException($"the fake does not know patches of type {patch.ContentType}, or with lists in them");
        }
    }

    private static JsonMap Merge(JsonMap into, JsonMap patch)
    {
        foreach (var (name, value) in patch)
        {
            into = value switch
            {
                { IsNull: true } => into.Without(name),
                JsonMap map => into.With(name, Merge(into[name] as JsonMap ?? JsonMap.Empty, map)),
                _ => into.With(name, value),
            };
        }

        return into;
    }

    private static bool HasList(JsonValue value) => value is JsonList || (value is JsonMap map && map.Any(member => HasList(member.Value)));
}
