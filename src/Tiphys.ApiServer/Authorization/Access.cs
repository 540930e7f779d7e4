using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Authorization;

/// <summary>Asks the authorizer and words its refusal as upstream does.</summary>
internal static class Access
{
    /// <summary>Checks an HTTP request.</summary>
    public static void Check(IAuthorizer? authorizer, UserInfo user, RequestInfo info) => Check(authorizer, new AccessRequest
    {
        User = user,
        Verb = info.Verb,
        IsResourceRequest = info.IsResourceRequest,
        Group = info.Group,
        Version = info.Version,
        Resource = info.Resource,
        Subresource = info.Subresource,
        Namespace = info.Namespace,
        Name = info.Name,
        FieldSelector = info.FieldSelector,
        Path = info.Path,
    });

    /// <summary>Checks one access.</summary>
    /// <exception cref="ApiException">403: the user may not.</exception>
    public static void Check(IAuthorizer? authorizer, AccessRequest request)
    {
        if (authorizer is null)
        {
            return;
        }

        var result = authorizer.Authorize(request);
        if (result.Decision != AccessDecision.Allow)
        {
            throw Refusal(request, result.Reason);
        }
    }

    private static ApiException Refusal(AccessRequest request, string reason)
    {
        var why = $"User {FieldErrors.Quote(request.User.Name)} cannot {What(request)}" + (reason.Length > 0 ? ": " + reason : "");
        return request.IsResourceRequest
            ? StatusErrors.Forbidden(request.Group, request.Resource, request.Name, why)
            : StatusErrors.Of(403, StatusReason.Forbidden, "forbidden: " + why, StatusDetails.Empty);
    }

    private static string What(AccessRequest request)
    {
        if (!request.IsResourceRequest)
        {
            return $"{request.Verb} path \"{request.Path}\"";
        }

        var resource = request.Subresource.Length > 0 ? $"{request.Resource}/{request.Subresource}" : request.Resource;
        var scope = request.Namespace.Length > 0 ? $"in the namespace \"{request.Namespace}\"" : "at the cluster scope";
        return $"{request.Verb} resource \"{resource}\" in API group \"{request.Group}\" {scope}";
    }
}
