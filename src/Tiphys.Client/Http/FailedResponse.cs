using System.Text.Json;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Client.Http;

/// <summary>Turns an answer that is no success into the exception that tells it.</summary>
internal static class FailedResponse
{
    public static ApiException ToException(int code, ReadOnlySpan<byte> body)
    {
        if (TryReadStatus(body) is { } status && (status.Reason.Length > 0 || status.Message.Length > 0))
        {
            return new ApiException(status.Code == 0 ? status with { Code = code } : status);
        }

        // A proxy in between answers without a Status: the code says all there is to know (api/errors, NewGenericServerResponse).
        var text = System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, 2048)]).Trim();
        return StatusErrors.Of(code, ReasonOf(code), text.Length == 0 ? $"the server answered {code}" : text, null);
    }

    private static Status? TryReadStatus(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body[0] != (byte)'{')
        {
            return null;
        }

        try
        {
            return ApiJson.Read<Status>(body);
        }
        catch (Exception error) when (error is JsonException or JsonDecodeException)
        {
            return null;
        }
    }

    private static string ReasonOf(int code) => code switch
    {
        400 => StatusReason.BadRequest,
        401 => StatusReason.Unauthorized,
        403 => StatusReason.Forbidden,
        404 => StatusReason.NotFound,
        405 => StatusReason.MethodNotAllowed,
        406 => StatusReason.NotAcceptable,
        409 => StatusReason.Conflict,
        410 => StatusReason.Gone,
        413 => StatusReason.RequestEntityTooLarge,
        415 => StatusReason.UnsupportedMediaType,
        422 => StatusReason.Invalid,
        429 => StatusReason.TooManyRequests,
        503 => StatusReason.ServiceUnavailable,
        504 => StatusReason.Timeout,
        >= 500 => StatusReason.InternalError,
        _ => StatusReason.Unknown,
    };
}
