using Tiphys.Api.Rbac.V1;
using Tiphys.Api.Selectors;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Rules of cluster roles that collect the rules of others by label.</summary>
internal static class AggregatedRoles
{
    /// <summary>
    /// The aggregating roles with their rules filled in. A role may collect another that collects itself (admin collects edit), so this
    /// goes on until nothing changes; rules only grow, hence it ends.
    /// </summary>
    public static IReadOnlyDictionary<string, ClusterRole> Resolve(IReadOnlyDictionary<string, ClusterRole> roles)
    {
        var resolved = roles.Values.Where(role => role.AggregationRule is not null)
            .ToDictionary(role => role.Metadata.Name, role => role with { Rules = [] }, StringComparer.Ordinal);
        bool changed;
        do
        {
            changed = false;
            foreach (var name in resolved.Keys.ToArray())
            {
                var rules = Collect(resolved[name], roles, resolved);
                changed |= rules.Count != resolved[name].Rules.Count;
                resolved[name] = resolved[name] with { Rules = rules };
            }
        }
        while (changed);
        return resolved;
    }

    private static ApiList<PolicyRule> Collect(
        ClusterRole aggregating, IReadOnlyDictionary<string, ClusterRole> roles, Dictionary<string, ClusterRole> resolved)
    {
        var rules = new List<PolicyRule>();
        var known = new HashSet<PolicyRule>();
        foreach (var role in roles.Values.OrderBy(role => role.Metadata.Name, StringComparer.Ordinal))
        {
            if (role.Metadata.Name != aggregating.Metadata.Name && IsSelected(aggregating.AggregationRule!, role))
            {
                rules.AddRange(resolved.GetValueOrDefault(role.Metadata.Name, role).Rules.Where(known.Add));
            }
        }

        return rules.ToApiList();
    }

    private static bool IsSelected(AggregationRule rule, ClusterRole role) =>
        rule.ClusterRoleSelectors.Any(selector => LabelSelectors.Matches(selector, role.Metadata.Labels));
}
