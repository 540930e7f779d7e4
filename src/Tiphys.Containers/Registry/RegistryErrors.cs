using System.Net;
using System.Text.Json;

namespace Tiphys.Containers.Registry;

/// <summary>Turns the answers of a registry into exceptions.</summary>
internal static class RegistryErrors
{
    /// <summary>Whether the same request may succeed a little later.</summary>
    public static bool IsTransient(ImageException e) => e.Reason is ImageErrorReason.Unreachable or ImageErrorReason.TooManyRequests;

    /// <param name="status">Not a success.</param>
    /// <param name="body">Possibly the JSON of OCI distribution-spec, "Error Codes".</param>
    /// <param name="what">What was asked, and whom.</param>
    public static ImageException From(HttpStatusCode status, ReadOnlySpan<byte> body, string what)
    {
        var reason = status switch
        {
            HttpStatusCode.NotFound => ImageErrorReason.NotFound,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ImageErrorReason.Unauthorized,
            HttpStatusCode.TooManyRequests => ImageErrorReason.TooManyRequests,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => ImageErrorReason.Unreachable,
            _ => ImageErrorReason.UnexpectedResponse,
        };
        var text = reason switch
        {
            ImageErrorReason.NotFound => "not found",
            ImageErrorReason.Unauthorized => "access denied",
            ImageErrorReason.TooManyRequests => "too many requests",
            _ => "unexpected answer",
        };
        var detail = DetailOf(body);
        return new ImageException(reason, $"{what}: {text} (HTTP {(int)status}{(detail.Length > 0 ? ": " + detail : "")})");
    }

    private static string DetailOf(ReadOnlySpan<byte> body)
    {
        const int MaxLength = 300;
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errors", out var errors)
                && errors.ValueKind == JsonValueKind.Array)
            {
                var messages = errors.EnumerateArray().Select(e => $"{Property(e, "code")} {Property(e, "message")}".Trim());
                var text = string.Join("; ", messages);
                return text.Length > MaxLength ? text[..MaxLength] : text;
            }
        }
        catch (JsonException)
        {
            // Not every server in front of a registry speaks JSON; the status says enough.
        }

        return "";
    }

    private static string? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
