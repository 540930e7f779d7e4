using Tiphys.Api.Rbac.V1;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>Which of some rules are not covered by the rules somebody holds.</summary>
internal static class RuleCoverage
{
    /// <summary>The missing rules in upstream's short notation, sorted; simple rules of one resource are put together.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<PolicyRule> held, ApiList<PolicyRule> wanted)
    {
        var missing = wanted.SelectMany(Split).Where(single => !held.Any(rule => Covers(rule, single)));
        return Compact(missing).Select(Describe).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>A rule as many with one verb, group, resource and name each.</summary>
    private static IEnumerable<PolicyRule> Split(PolicyRule rule)
    {
        var resources =
            from @group in rule.APIGroups
            from resource in rule.Resources
            from verb in rule.Verbs
            from name in rule.ResourceNames.IsEmpty ? [null] : rule.ResourceNames.Select(name => (string?)name)
            select new PolicyRule { APIGroups = [@group], Resources = [resource], Verbs = [verb], ResourceNames = name is null ? [] : [name] };
        var paths =
            from path in rule.NonResourceURLs
            from verb in rule.Verbs
            select new PolicyRule { NonResourceURLs = [path], Verbs = [verb] };
        return resources.Concat(paths);
    }

    private static bool Covers(PolicyRule held, PolicyRule single)
    {
        if (!RuleMatcher.Holds(held.Verbs, single.Verbs[0]))
        {
            return false;
        }

        return single.NonResourceURLs.IsEmpty
            ? RuleMatcher.Holds(held.APIGroups, single.APIGroups[0])
                && CoversResource(held.Resources, single.Resources[0])
                && (held.ResourceNames.IsEmpty || (!single.ResourceNames.IsEmpty && held.ResourceNames.Contains(single.ResourceNames[0])))
            : RuleMatcher.AllowsPath(held.NonResourceURLs, single.NonResourceURLs[0]);
    }

    private static bool CoversResource(ApiList<string> held, string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return held.Contains("*") || held.Contains(resource) || (slash > 0 && held.Contains($"*{resource[slash..]}"));
    }

    private static IEnumerable<PolicyRule> Compact(IEnumerable<PolicyRule> rules) => rules
        .GroupBy(rule => rule with { Verbs = [] })
        .Select(same => same.Key with { Verbs = same.SelectMany(rule => rule.Verbs).Distinct().ToApiList() });

    private static string Describe(PolicyRule rule)
    {
        var parts = new[]
        {
            ("APIGroups", rule.APIGroups), ("Resources", rule.Resources), ("ResourceNames", rule.ResourceNames),
            ("NonResourceURLs", rule.NonResourceURLs), ("Verbs", rule.Verbs),
        }.Where(part => !part.Item2.IsEmpty);
        return "{" + string.Join(", ", parts.Select(part => $"{part.Item1}:[{string.Join(' ', part.Item2.Select(item => $"\"{item}\""))}]")) + "}";
    }
}
