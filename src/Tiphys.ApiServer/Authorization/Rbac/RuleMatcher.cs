using Tiphys.Api.Rbac.V1;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Whether a policy rule allows a request.</summary>
internal static class RuleMatcher
{
    private const string All = "*";

    /// <summary>True when the rule allows the request.</summary>
    public static bool Allows(PolicyRule rule, AccessRequest request) =>
        request.IsResourceRequest ? AllowsResource(rule, request) : Holds(rule.Verbs, request.Verb) && AllowsPath(rule.NonResourceURLs, request.Path);

    private static bool AllowsResource(PolicyRule rule, AccessRequest request) =>
        Holds(rule.Verbs, request.Verb)
        && Holds(rule.APIGroups, request.Group)
        && AllowsResourceName(rule.Resources, request.Resource, request.Subresource)
        && (rule.ResourceNames.IsEmpty || Contains(rule.ResourceNames, request.Name));

    /// <summary>True when the list has the value or the star.</summary>
    public static bool Holds(ApiList<string> allowed, string value)
    {
        foreach (var item in allowed)
        {
            if (item == All || item == value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Matches <c>pods</c>, <c>pods/status</c>, <c>*</c> and <c>*/status</c>.</summary>
    public static bool AllowsResourceName(ApiList<string> allowed, string resource, string subresource)
    {
        foreach (var item in allowed)
        {
            if (item == All || Fits(item, resource, subresource))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Matches a path against paths that may end with a star.</summary>
    public static bool AllowsPath(ApiList<string> allowed, string path)
    {
        foreach (var item in allowed)
        {
            if (item == All || item == path || (item.EndsWith('*') && path.StartsWith(item.TrimEnd('*'), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(string item, string resource, string subresource)
    {
        if (subresource.Length == 0)
        {
            return item == resource;
        }

        var slash = item.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && item.AsSpan(slash + 1).SequenceEqual(subresource)
            && (item.AsSpan(0, slash).SequenceEqual(All) || item.AsSpan(0, slash).SequenceEqual(resource));
    }

    private static bool Contains(ApiList<string> names, string name)
    {
        foreach (var item in names)
        {
            if (item == name)
            {
                return true;
            }
        }

        return false;
    }
}
