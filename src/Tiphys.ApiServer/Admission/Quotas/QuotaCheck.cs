using Tiphys.Api.Core.V1;
using Tiphys.Client.Quotas;

namespace Tiphys.ApiServer.Admission.Quotas;

/// <summary>Charges quotas for one write, or refuses it (apiserver/pkg/admission/plugin/resourcequota).</summary>
internal static class QuotaCheck
{
    /// <summary>The quotas whose usage the write changes, with the new usage.</summary>
    /// <param name="quotas">Quotas of the namespace.</param>
    /// <param name="evaluator">Knows what objects of the resource use.</param>
    /// <param name="request">The write.</param>
    /// <param name="value">The object.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="Api.Errors.ApiException">A quota does not allow it.</exception>
    public static IReadOnlyList<ResourceQuota> Charge(
        IReadOnlyList<ResourceQuota> quotas, IQuotaEvaluator evaluator, AdmissionRequest request, IKubernetesObject value, DateTimeOffset now)
    {
        var limiting = quotas.Where(quota => Limits(quota, evaluator, value)).ToList();
        foreach (var quota in limiting)
        {
            CheckKnown(quota, evaluator, request, value);
        }

        if (limiting.Count == 0)
        {
            return [];
        }

        var usage = evaluator.Usage(value, now);
        var negative = usage.Where(each => each.Value.Sign < 0).Select(each => each.Key).Order(StringComparer.Ordinal).ToList();
        if (negative.Count > 0)
        {
            throw Denial.Of(request, value, $"quota usage is negative for resource(s): {string.Join(",", negative)}");
        }

        var change = request.Old is { } old ? Increase(usage, evaluator.Usage(old, now)) : usage;
        return limiting.Select(quota => Charge(quota, request.Old is { } before && !Limits(quota, evaluator, before) ? usage : change, request, value))
            .OfType<ResourceQuota>()
            .ToList();
    }

    private static bool Limits(ResourceQuota quota, IQuotaEvaluator evaluator, IKubernetesObject value) =>
        evaluator.Matching(quota.Status.Hard.Keys).Count > 0 && evaluator.IsInScopes(quota, value);

    private static void CheckKnown(ResourceQuota quota, IQuotaEvaluator evaluator, AdmissionRequest request, IKubernetesObject value)
    {
        var names = evaluator.Matching(quota.Status.Hard.Keys);
        if (evaluator.Missing(names, value) is { } missing)
        {
            throw Denial.Of(request, value, $"failed quota: {quota.Metadata.Name}: {missing}");
        }

        if (names.Any(name => !quota.Status.Used.ContainsKey(name)))
        {
            throw Denial.Of(request, value, $"status unknown for quota: {quota.Metadata.Name}, resources: {string.Join(",", names.Order(StringComparer.Ordinal))}");
        }
    }

    // Null when the write changes nothing that the quota limits.
    private static ResourceQuota? Charge(ResourceQuota quota, ApiMap<Quantity> change, AdmissionRequest request, IKubernetesObject value)
    {
        var (hard, used) = (quota.Status.Hard, quota.Status.Used);
        var requested = change.Where(each => !each.Value.IsZero && hard.ContainsKey(each.Key)).ToApiMap();
        if (requested.IsEmpty)
        {
            return null;
        }

        var sum = PodAmounts.Add(used, requested);
        var exceeded = requested.Keys.Where(name => sum[name] > hard[name]).ToList();
        if (exceeded.Count > 0 && request.Context.Subresource != "status")
        {
            var why = $"exceeded quota: {quota.Metadata.Name}, requested: {Shown(requested, exceeded)}, used: {Shown(used, exceeded)}, limited: {Shown(hard, exceeded)}";
            throw Denial.Of(request, value, why);
        }

        return quota with { Status = quota.Status with { Used = sum } };
    }

    private static ApiMap<Quantity> Increase(ApiMap<Quantity> usage, ApiMap<Quantity> old) => usage
        .Select(each => KeyValuePair.Create(each.Key, old.TryGetValue(each.Key, out var before) ? each.Value - before : each.Value))
        .Where(each => each.Value.Sign > 0)
        .ToApiMap();

    private static string Shown(ApiMap<Quantity> amounts, IEnumerable<string> names) =>
        string.Join(",", names.Where(amounts.ContainsKey).Order(StringComparer.Ordinal).Select(name => $"{name}={amounts[name]}"));
}
