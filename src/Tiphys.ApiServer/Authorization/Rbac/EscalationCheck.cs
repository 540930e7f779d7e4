using Tiphys.Api.Errors;
using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>
/// Nobody may hand out rights that he does not have himself, unless he may <c>escalate</c> roles or <c>bind</c> the role in question.
/// </summary>
public sealed class EscalationCheck(IRbacSource source, IAuthorizer authorizer)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>Checks the rules of a Role or ClusterRole before they are stored.</summary>
    /// <exception cref="ApiException">403: the user lacks some of them.</exception>
    public void CheckRole(UserInfo user, string resource, string @namespace, string name, ApiList<PolicyRule> rules)
    {
        if (!IsMaster(user) && !May(user, "escalate", resource, @namespace, name))
        {
            CheckHolds(user, resource, @namespace, name, rules);
        }
    }

    /// <summary>Checks the role of a RoleBinding or ClusterRoleBinding before the binding is stored.</summary>
    /// <exception cref="ApiException">403: the user lacks some of its rules; 404: there is no such role.</exception>
    public void CheckBinding(UserInfo user, string resource, string @namespace, string name, RoleRef reference)
    {
        var roles = reference.Kind == "Role" ? "roles" : "clusterroles";
        if (IsMaster(user) || May(user, "bind", roles, @namespace, reference.Name))
        {
            return;
        }

        var rules = source.Current.RulesOf(reference, @namespace) ?? throw StatusErrors.NotFound(Group, resource, reference.Name);
        CheckHolds(user, resource, @namespace, name, rules);
    }

    private void CheckHolds(UserInfo user, string resource, string @namespace, string name, ApiList<PolicyRule> rules)
    {
        var granted = source.Current.RulesFor(user, @namespace).ToArray();
        var missing = RuleCoverage.Missing(granted.SelectMany(one => one.Rules).ToArray(), rules);
        if (missing.Count == 0)
        {
            return;
        }

        var groups = string.Join(' ', user.Groups.Select(group => $"\"{group}\""));
        var why = $"user \"{user.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', missing)}";
        var errors = granted.Select(one => one.Error).Where(error => error.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        throw StatusErrors.Forbidden(Group, resource, name, errors.Length == 0 ? why : $"{why}; resolution errors: [{string.Join(", ", errors)}]");
    }

    private bool May(UserInfo user, string verb, string resource, string @namespace, string name) => authorizer.Authorize(new AccessRequest
    {
        User = user,
        Verb = verb,
        Group = Group,
        Version = "v1",
        Resource = resource,
        Namespace = @namespace,
        Name = name,
    }).Decision == AccessDecision.Allow;

    private static bool IsMaster(UserInfo user) => user.Groups.Contains(PrivilegedGroupAuthorizer.Masters);
}
