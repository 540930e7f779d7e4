using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;
using Tiphys.ApiServer.ManagedFields;

namespace Tiphys.ApiServer.Patching;

/// <summary>
/// The annotation in which <c>kubectl apply</c> keeps what it applied from the client. When kubectl goes over to server-side apply, what
/// stands there is its own, and the annotation is kept current for those who go back.
/// </summary>
internal static class LastApplied
{
    private const string Manager = "kubectl";
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const int LimitBytes = 256 * 1024;

    /// <summary>Fields that kubectl may take from others, because it applied them before; null when there are none.</summary>
    public static FieldSet? Owned(Schema schema, JsonMap? live, FieldManagerRequest request)
    {
        if (request.Manager != Manager || live is null || Text(live) is not { Length: > 0 } text || Parse(text) is not { } last
            || (last["apiVersion"] as JsonText)?.Value != request.ApiVersion || TypedValidator.Check(schema, last) is not null)
        {
            return null;
        }

        // What differs from the object was changed by others since.
        var comparison = FieldComparison.Of(schema, last, live);
        return FieldSetBuilder.Of(schema, last).Difference(comparison.Changed).Difference(comparison.Removed);
    }

    /// <summary>The object with the annotation brought up to date, when kubectl applies and the annotation is there.</summary>
    public static JsonMap Refresh(JsonMap merged, JsonMap configuration, FieldManagerRequest request)
    {
        if (request.Manager != Manager || Text(merged) is null)
        {
            return merged;
        }

        var metadata = (JsonMap)merged["metadata"]!;
        var annotations = (JsonMap)metadata["annotations"]!;
        var text = Sorted(WithoutAnnotation(configuration)).ToString() + "\n";
        annotations = text.Length <= LimitBytes ? annotations.With(Annotation, new JsonText(text)) : annotations.Without(Annotation);
        return merged.With("metadata", metadata.With("annotations", annotations));
    }

    private static string? Text(JsonMap value) => (((value["metadata"] as JsonMap)?["annotations"] as JsonMap)?[Annotation] as JsonText)?.Value;

    private static JsonMap? Parse(string text)
    {
        try
        {
            return JsonValue.Parse(System.Text.Encoding.UTF8.GetBytes(text)) as JsonMap;
        }
        catch (JsonDecodeException)
        {
            // Anybody may write anything into an annotation: then nothing is known of what was applied.
            return null;
        }
    }

    private static JsonMap WithoutAnnotation(JsonMap configuration) =>
        configuration["metadata"] is JsonMap metadata && metadata["annotations"] is JsonMap annotations && annotations.Has(Annotation)
            ? configuration.With("metadata", metadata.With("annotations", annotations.Without(Annotation)))
            : configuration;

    private static JsonValue Sorted(JsonValue value)
    {
        switch (value)
        {
            case JsonMap map:
                var members = new JsonMapBuilder();
                foreach (var (name, member) in map.OrderBy(each => each.Key, StringComparer.Ordinal))
                {
                    members.Set(name, Sorted(member));
                }

                return members.ToMap();
            case JsonList list:
                return JsonList.Create([.. list.Select(Sorted)]);
            default:
                return value;
        }
    }
}
