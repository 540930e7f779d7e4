using Tiphys.Api.Rbac.V1;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Whether a rule covers a request (k8s.io/api/rbac: <c>*</c> stands for all; a subresource is <c>pods/log</c> or <c>*/scale</c>).</summary>
internal static class PolicyRules
{
    private const string All = "*";

    /// <summary>True when the rule lets the request through.</summary>
    public static bool Covers(PolicyRule rule, AccessRequest request) => request.IsResourceRequest
        ? Has(rule.Verbs, request.Verb) && Has(rule.APIGroups, request.Group) && CoversResource(rule, request) && CoversName(rule, request.Name)
        : Has(rule.Verbs, request.Verb) && CoversPath(rule, request.Path);

    private static bool Has(ApiList<string> values, string value)
    {
        foreach (var candidate in values)
        {
            if (candidate == All || candidate == value)
            {
                return true;
            }
        }

        return false;
    }

    private static bool CoversResource(PolicyRule rule, AccessRequest request)
    {
        var wanted = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        foreach (var candidate in rule.Resources)
        {
            if (candidate == All || candidate == wanted || CoversSubresource(candidate, request.Subresource))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CoversSubresource(string candidate, string subresource) =>
        subresource.Length > 0 && candidate.StartsWith("*/", StringComparison.Ordinal) && candidate.AsSpan(2).SequenceEqual(subresource);

    private static bool CoversName(PolicyRule rule, string name) => rule.ResourceNames.IsEmpty || rule.ResourceNames.Contains(name, StringComparer.Ordinal);

    private static bool CoversPath(PolicyRule rule, string path)
    {
        foreach (var candidate in rule.NonResourceURLs)
        {
            if (candidate == All || candidate == path ||
                (candidate.EndsWith('*') && path.AsSpan().StartsWith(candidate.AsSpan(0, candidate.Length - 1))))
            {
                return true;
            }
        }

        return false;
    }
}
