using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>
/// All roles and bindings of one moment, filed by subject: a decision looks at the grants of one user and its groups only. Immutable.
/// </summary>
internal sealed class RbacSnapshot
{
    private readonly Dictionary<Subject, List<Grant>> _grants = [];

    private RbacSnapshot()
    {
    }

    /// <summary>Files roles and bindings by subject. A binding to a role that does not exist grants nothing.</summary>
    public static RbacSnapshot Build(
        IEnumerable<ClusterRole> clusterRoles,
        IEnumerable<ClusterRoleBinding> clusterRoleBindings,
        IEnumerable<Role> roles,
        IEnumerable<RoleBinding> roleBindings)
    {
        var clusterRules = clusterRoles.ToDictionary(role => role.Metadata.Name, role => role.Rules, StringComparer.Ordinal);
        var rules = roles.ToDictionary(role => (role.Metadata.Namespace, role.Metadata.Name), role => role.Rules);
        var snapshot = new RbacSnapshot();
        foreach (var binding in clusterRoleBindings)
        {
            if (clusterRules.TryGetValue(binding.RoleRef.Name, out var granted))
            {
                snapshot.Add(binding.Subjects, "", new Grant("", granted, $"ClusterRoleBinding \"{binding.Metadata.Name}\" of ClusterRole \"{binding.RoleRef.Name}\""));
            }
        }

        foreach (var binding in roleBindings)
        {
            var ns = binding.Metadata.Namespace;
            var found = binding.RoleRef.Kind == "ClusterRole"
                ? clusterRules.TryGetValue(binding.RoleRef.Name, out var granted)
                : rules.TryGetValue((ns, binding.RoleRef.Name), out granted);
            if (found)
            {
                snapshot.Add(binding.Subjects, ns, new Grant(ns, granted, $"RoleBinding \"{binding.Metadata.Name}/{ns}\" of {binding.RoleRef.Kind} \"{binding.RoleRef.Name}\""));
            }
        }

        return snapshot;
    }

    /// <summary>The grant that lets the request through, told as upstream tells it; null when there is none.</summary>
    public string? FindGrant(AccessRequest request)
    {
        var found = FindGrant(new Subject(SubjectType.User, request.User.Name), request);
        foreach (var group in request.User.Groups)
        {
            found ??= FindGrant(new Subject(SubjectType.Group, group), request);
        }

        return found;
    }

    private string? FindGrant(Subject subject, AccessRequest request)
    {
        if (!_grants.TryGetValue(subject, out var grants))
        {
            return null;
        }

        foreach (var grant in grants)
        {
            if ((grant.Namespace.Length == 0 || (request.IsResourceRequest && grant.Namespace == request.Namespace)) &&
                grant.Rules.Any(rule => PolicyRules.Covers(rule, request)))
            {
                return $"RBAC: allowed by {grant.Reason} to {Describe(subject)}";
            }
        }

        return null;
    }

    private void Add(ApiList<Api.Rbac.V1.Subject> subjects, string bindingNamespace, Grant grant)
    {
        foreach (var subject in subjects)
        {
            var key = subject.Kind switch
            {
                "User" => new Subject(SubjectType.User, subject.Name),
                "Group" => new Subject(SubjectType.Group, subject.Name),
                _ => new Subject(SubjectType.User, ServiceAccountName(subject, bindingNamespace)),
            };
            if (!_grants.TryGetValue(key, out var grants))
            {
                _grants[key] = grants = [];
            }

            grants.Add(grant);
        }
    }

    private static string ServiceAccountName(Api.Rbac.V1.Subject subject, string bindingNamespace) =>
        $"system:serviceaccount:{(subject.Namespace.Length == 0 ? bindingNamespace : subject.Namespace)}:{subject.Name}";

    private static string Describe(Subject subject) => $"{subject.Type} \"{subject.Name}\"";

    private enum SubjectType
    {
        User,
        Group,
    }

    private readonly record struct Subject(SubjectType Type, string Name);

    private sealed record Grant(string Namespace, ApiList<PolicyRule> Rules, string Reason);
}
