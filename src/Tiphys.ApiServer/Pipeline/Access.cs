using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Asks the authorizer and words its refusal as upstream does.</summary>
internal static class Access
{
    public static void Check(IAuthorizer? authorizer, UserInfo user, RequestInfo info)
    {
        if (authorizer is null)
        {
            return;
        }

        var result = authorizer.Authorize(new AccessRequest
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
            Path = info.Path,
        });
        if (result.Decision != AccessDecision.Allow)
        {
            throw Refusal(user, info, result.Reason);
        }
    }

    private static ApiException Refusal(UserInfo user, RequestInfo info, string reason)
    {
        var why = $"User \"{user.Name}\" cannot {What(info)}" + (reason.Length > 0 ? ": " + reason : "");
        if (!info.IsResourceRequest)
        {
            return StatusErrors.Of(403, StatusReason.Forbidden, "forbidden: " + why, StatusDetails.Empty);
        }

        return StatusErrors.Forbidden(info.Group, info.Resource, info.Name, why);
    }

    private static string What(RequestInfo info)
    {
        if (!info.IsResourceRequest)
        {
            return $"{info.Verb} path \"{info.Path}\"";
        }

        var resource = info.Subresource.Length > 0 ? $"{info.Resource}/{info.Subresource}" : info.Resource;
        var scope = info.Namespace.Length > 0 ? $"in the namespace \"{info.Namespace}\"" : "at the cluster scope";
        return $"{info.Verb} resource \"{resource}\" in API group \"{info.Group}\" {scope}";
    }
}
