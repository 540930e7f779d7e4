using Tiphys.Api.Errors;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Patching;

/// <summary>The failures of patches, with upstream's codes and messages.</summary>
internal static class PatchErrors
{
    /// <summary>422 without a word of why: a JSON patch that cannot be carried out.</summary>
    public static ApiException Rejected() => StatusErrors.Of(
        422, StatusReason.Invalid, "the server rejected our request due to an error in our request", StatusDetails.Empty);

    /// <summary>500 with nothing but a message, as upstream answers an error that nobody classified.</summary>
    public static ApiException Unclassified(string message) => StatusErrors.Of(500, "", message, null);

    /// <summary>400: the patch has another shape than its media type asks for.</summary>
    public static ApiException WrongShape(JsonValue patch, string goType, string prefix = "") =>
        StatusErrors.BadRequest($"{prefix}json: cannot unmarshal {GoKind(patch)} into Go value of type {goType}");

    /// <summary>413: too many operations.</summary>
    public static ApiException TooManyOperations(int limit, int count) => StatusErrors.Of(
        413,
        StatusReason.RequestEntityTooLarge,
        $"Request entity too large: The allowed maximum operations in a JSON patch is {limit}, got {count}",
        null);

    /// <summary>422: the patched object does not fit its type. Has neither kind nor name, as upstream's has none.</summary>
    /// <param name="value">The patched object or the patch, as text.</param>
    /// <param name="why">What the decoder said.</param>
    public static ApiException InvalidResult(string value, string why)
    {
        var message = $"Invalid value: {Quote(value)}: {why}";
        return StatusErrors.Of(422, StatusReason.Invalid, $" \"\" is invalid: patch: {message}", StatusDetails.Empty with
        {
            Causes = [new StatusCause { Type = CauseType.FieldValueInvalid, Message = message, Field = "patch" }],
        });
    }

    /// <summary>How Go's decoder names a kind of JSON value.</summary>
    public static string GoKind(JsonValue value) => value.Kind switch
    {
        JsonKind.Map => "object",
        JsonKind.List => "array",
        JsonKind.Text => "string",
        JsonKind.Number => "number",
        JsonKind.Boolean => "bool",
        _ => "null",
    };

    private static string Quote(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
