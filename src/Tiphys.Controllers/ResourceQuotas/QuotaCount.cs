using Tiphys.Api.Core.V1;
using Tiphys.Client.Quotas;

namespace Tiphys.Controllers.ResourceQuotas;

/// <summary>What objects use of a quota, counted.</summary>
internal static class QuotaCount
{
    /// <summary>The sum over all objects within the quota's scopes, zero for what none uses.</summary>
    public static ApiMap<Quantity> Of(ResourceQuota quota, IQuotaEvaluator evaluator, IEnumerable<IKubernetesObject> values, DateTimeOffset now)
    {
        var sum = evaluator.Matching(quota.Spec.Hard.Keys).Select(name => KeyValuePair.Create(name, Quantity.Zero)).ToApiMap();
        foreach (var value in values.Where(value => evaluator.IsInScopes(quota, value)))
        {
            foreach (var (name, amount) in evaluator.Usage(value, now))
            {
                sum = sum.TryGetValue(name, out var has) ? sum.SetItem(name, has + amount) : sum;
            }
        }

        return sum;
    }

    /// <summary>What was counted, and of what nobody counts here what was known before; nothing that the quota does not limit.</summary>
    public static ApiMap<Quantity> Masked(ResourceQuota quota, ApiMap<Quantity> used) =>
        quota.Status.Used.SetItems(used).Where(each => quota.Spec.Hard.ContainsKey(each.Key)).ToApiMap();

    /// <summary>True when two statuses hold the same amounts, however written.</summary>
    public static bool Same(ResourceQuotaStatus left, ResourceQuotaStatus right) => Same(left.Hard, right.Hard) && Same(left.Used, right.Used);

    /// <summary>True when the status is about the limits as they are.</summary>
    public static bool IsComplete(ResourceQuota quota) => Same(quota.Spec.Hard, quota.Status.Hard);

    private static bool Same(ApiMap<Quantity> left, ApiMap<Quantity> right) =>
        left.Count == right.Count && left.All(each => right.TryGetValue(each.Key, out var other) && each.Value.CompareTo(other) == 0);
}
