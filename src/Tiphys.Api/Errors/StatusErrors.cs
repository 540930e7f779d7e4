using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Errors;

/// <summary>Makes the failures of the API with upstream's codes, reasons and messages (k8s.io/apimachinery, <c>api/errors</c>).</summary>
public static class StatusErrors
{
    /// <summary>404: the object does not exist.</summary>
    public static ApiException NotFound(string group, string resource, string name) => Of(
        404, StatusReason.NotFound, $"{Qualified(resource, group)} \"{name}\" not found", Details(group, resource, name));

    /// <summary>409: the object exists already.</summary>
    public static ApiException AlreadyExists(string group, string resource, string name) => Of(
        409, StatusReason.AlreadyExists, $"{Qualified(resource, group)} \"{name}\" already exists", Details(group, resource, name));

    /// <summary>409: the object was changed in between, or is in another state than the request needs.</summary>
    public static ApiException Conflict(string group, string resource, string name, string why) => Of(
        409, StatusReason.Conflict, $"Operation cannot be fulfilled on {Qualified(resource, group)} \"{name}\": {why}", Details(group, resource, name));

    /// <summary>403: the request is not allowed.</summary>
    public static ApiException Forbidden(string group, string resource, string name, string why)
    {
        var what = name.Length == 0 ? Qualified(resource, group) : $"{Qualified(resource, group)} \"{name}\"";
        var message = resource.Length == 0 ? $"forbidden: {why}" : $"{what} is forbidden: {why}";
        return Of(403, StatusReason.Forbidden, message, Details(group, resource, name));
    }

    /// <summary>401: the credentials are not good.</summary>
    public static ApiException Unauthorized(string message = "Unauthorized") => Of(401, StatusReason.Unauthorized, message, null);

    /// <summary>400: the request makes no sense.</summary>
    public static ApiException BadRequest(string message) => Of(400, StatusReason.BadRequest, message, null);

    /// <summary>405: the resource has no such verb.</summary>
    public static ApiException MethodNotSupported(string group, string resource, string verb) => Of(
        405, StatusReason.MethodNotAllowed, $"{verb} is not supported on resources of kind \"{Qualified(resource, group)}\"", Details(group, resource, ""));

    /// <summary>410: the resource version is too old.</summary>
    public static ApiException Expired(string message) => Of(410, StatusReason.Expired, message, null);

    /// <summary>500: something broke here.</summary>
    public static ApiException Internal(string message) => Of(
        500, StatusReason.InternalError, $"Internal error occurred: {message}", StatusDetails.Empty with { Causes = [new StatusCause { Message = message }] });

    /// <summary>503: the server cannot answer now.</summary>
    public static ApiException ServiceUnavailable(string message) => Of(503, StatusReason.ServiceUnavailable, message, null);

    /// <summary>504: the answer took too long.</summary>
    public static ApiException Timeout(string message) => Of(504, StatusReason.Timeout, $"Timeout: {message}", null);

    /// <summary>429: try again later.</summary>
    public static ApiException TooManyRequests(string message, int retryAfterSeconds) => Of(
        429, StatusReason.TooManyRequests, message, StatusDetails.Empty with { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>A failure of any kind.</summary>
    public static ApiException Of(int code, string reason, string message, StatusDetails? details) => new(new Status
    {
        StatusValue = "Failure",
        Message = message,
        Reason = reason,
        Details = details,
        Code = code,
    });

    /// <summary>Resource with its group, as messages name it: <c>deployments.apps</c>.</summary>
    public static string Qualified(string resource, string group) => group.Length == 0 ? resource : $"{resource}.{group}";

    private static StatusDetails Details(string group, string resource, string name) => new() { Name = name, Group = group, Kind = resource };
}
