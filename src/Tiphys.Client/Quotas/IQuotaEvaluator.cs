using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Quotas;

/// <summary>What the objects of one resource use of a quota (pkg/quota/v1): the API server asks before a write, the controller counts it all.</summary>
public interface IQuotaEvaluator
{
    /// <summary>Those of the names that objects of the resource can use.</summary>
    IReadOnlyList<string> Matching(IEnumerable<string> names);

    /// <summary>True when the object is within a scope of a quota.</summary>
    bool IsInScope(ScopedResourceSelectorRequirement scope, IKubernetesObject value);

    /// <summary>What the object must say and does not, now that a quota limits it; null when nothing is missing.</summary>
    string? Missing(IReadOnlyList<string> limited, IKubernetesObject value);

    /// <summary>What the object uses.</summary>
    ApiMap<Quantity> Usage(IKubernetesObject value, DateTimeOffset now);
}

/// <summary>Finds evaluators and applies quotas to objects.</summary>
public static class QuotaEvaluators
{
    private static readonly PodEvaluator Pods = new();
    private static readonly ServiceEvaluator Services = new();
    private static readonly ClaimEvaluator Claims = new();

    private static readonly string[] Ignored = ["bindings", "componentstatuses", "events"];
    private static readonly string[] IgnoredGroups = ["authentication.k8s.io", "authorization.k8s.io", "events.k8s.io"];

    /// <summary>The evaluator of a resource; null for those that no quota counts.</summary>
    public static IQuotaEvaluator? Find(string group, string plural) => (group, plural) switch
    {
        ("", "pods") => Pods,
        ("", "services") => Services,
        ("", "persistentvolumeclaims") => Claims,
        ("", _) when Ignored.Contains(plural) => null,
        _ when IgnoredGroups.Contains(group) => null,
        _ => new CountEvaluator(group, plural),
    };

    /// <summary>The name under which all objects of a resource are counted: <c>count/deployments.apps</c>.</summary>
    public static string CountName(string group, string plural) => group.Length == 0 ? $"count/{plural}" : $"count/{plural}.{group}";

    /// <summary>The scopes of a quota, in one form.</summary>
    public static IEnumerable<ScopedResourceSelectorRequirement> Scopes(ResourceQuota quota) =>
        quota.Spec.Scopes.Select(scope => new ScopedResourceSelectorRequirement { ScopeName = scope, Operator = ScopeSelectorOperator.Exists })
            .Concat(quota.Spec.ScopeSelector?.MatchExpressions ?? default);

    /// <summary>True when the object is within all scopes of the quota.</summary>
    public static bool IsInScopes(this IQuotaEvaluator evaluator, ResourceQuota quota, IKubernetesObject value) =>
        Scopes(quota).All(scope => evaluator.IsInScope(scope, value));

    internal static bool Selects(ScopedResourceSelectorRequirement scope, IReadOnlyCollection<string> values) => scope.Operator switch
    {
        ScopeSelectorOperator.In => values.Any(value => scope.Values.Contains(value)),
        ScopeSelectorOperator.NotIn => !values.Any(value => scope.Values.Contains(value)),
        ScopeSelectorOperator.Exists => values.Count > 0,
        ScopeSelectorOperator.DoesNotExist => values.Count == 0,
        _ => false,
    };
}
