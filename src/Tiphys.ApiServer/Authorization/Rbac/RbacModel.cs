using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Rules that a user has, and through which binding. An unresolved role has an error and no rules.</summary>
/// <param name="Binding">The binding in words, for the reason of a decision.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Error">Why the role was not found; empty when it was.</param>
public sealed record GrantedRules(string Binding, ApiList<PolicyRule> Rules, string Error);

/// <summary>
/// An index of roles and bindings: from subject to the rules bound to it, cluster-wide and per namespace. A decision looks only at the
/// bindings of the user's name and groups.
/// </summary>
public sealed class RbacModel
{
    private readonly Dictionary<string, ClusterRole> _clusterRoles;
    private readonly Dictionary<(string Namespace, string Name), Role> _roles;
    private readonly Dictionary<(string Namespace, string Subject), List<GrantedRules>> _grants = [];

    /// <summary>Indexes the objects.</summary>
    public RbacModel(
        IEnumerable<ClusterRole> clusterRoles,
        IEnumerable<ClusterRoleBinding> clusterRoleBindings,
        IEnumerable<Role> roles,
        IEnumerable<RoleBinding> roleBindings)
    {
        _clusterRoles = clusterRoles.ToDictionary(role => role.Metadata.Name, StringComparer.Ordinal);
        _roles = roles.ToDictionary(role => (role.Metadata.Namespace, role.Metadata.Name));
        foreach (var (name, role) in AggregatedRoles.Resolve(_clusterRoles))
        {
            _clusterRoles[name] = role;
        }

        foreach (var binding in clusterRoleBindings)
        {
            Add("ClusterRoleBinding", "", binding.Metadata.Name, binding.RoleRef, binding.Subjects);
        }

        foreach (var binding in roleBindings)
        {
            Add("RoleBinding", binding.Metadata.Namespace, binding.Metadata.Name, binding.RoleRef, binding.Subjects);
        }
    }

    /// <summary>All rules of a user that hold in a namespace; the empty namespace gives the cluster-wide ones.</summary>
    public IEnumerable<GrantedRules> RulesFor(UserInfo user, string @namespace)
    {
        var own = Of("", UserKey(user.Name));
        foreach (var group in user.Groups)
        {
            own = own.Concat(Of("", GroupKey(group)));
        }

        return @namespace.Length == 0 ? own : own.Concat(InNamespace(user, @namespace));
    }

    /// <summary>The rules of a role reference; null when there is no such role.</summary>
    public ApiList<PolicyRule>? RulesOf(RoleRef reference, string @namespace) => reference.Kind switch
    {
        "ClusterRole" when _clusterRoles.TryGetValue(reference.Name, out var role) => role.Rules,
        "Role" when _roles.TryGetValue((@namespace, reference.Name), out var role) => role.Rules,
        _ => null,
    };

    private IEnumerable<GrantedRules> InNamespace(UserInfo user, string @namespace)
    {
        var rules = Of(@namespace, UserKey(user.Name));
        foreach (var group in user.Groups)
        {
            rules = rules.Concat(Of(@namespace, GroupKey(group)));
        }

        return rules;
    }

    private void Add(string kind, string @namespace, string name, RoleRef reference, ApiList<Subject> subjects)
    {
        var rules = RulesOf(reference, @namespace);
        var error = rules is null ? $"{reference.Kind.ToLowerInvariant()}.rbac.authorization.k8s.io \"{reference.Name}\" not found" : "";
        var shown = @namespace.Length == 0 ? name : $"{name}/{@namespace}";
        foreach (var subject in subjects)
        {
            if (KeyOf(subject, @namespace) is not { } key)
            {
                continue;
            }

            var words = $"{kind} \"{shown}\" of {reference.Kind} \"{reference.Name}\" to {Describe(subject, @namespace)}";
            if (!_grants.TryGetValue((@namespace, key), out var list))
            {
                _grants[(@namespace, key)] = list = [];
            }

            list.Add(new GrantedRules(words, rules ?? [], error));
        }
    }

    private IEnumerable<GrantedRules> Of(string @namespace, string key) => _grants.TryGetValue((@namespace, key), out var list) ? list : [];

    private static string? KeyOf(Subject subject, string bindingNamespace) => subject.Kind switch
    {
        "User" => UserKey(subject.Name),
        "Group" => GroupKey(subject.Name),
        "ServiceAccount" when NamespaceOf(subject, bindingNamespace) is { Length: > 0 } home => UserKey($"system:serviceaccount:{home}:{subject.Name}"),
        _ => null,
    };

    private static string Describe(Subject subject, string bindingNamespace) => subject.Kind == "ServiceAccount"
        ? $"ServiceAccount \"{subject.Name}/{NamespaceOf(subject, bindingNamespace)}\""
        : $"{subject.Kind} \"{subject.Name}\"";

    private static string NamespaceOf(Subject subject, string bindingNamespace) => subject.Namespace.Length > 0 ? subject.Namespace : bindingNamespace;

    private static string UserKey(string name) => "u:" + name;

    private static string GroupKey(string name) => "g:" + name;
}
