using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Quality of service of a pod, from its processors and memory (pkg/apis/core/helper/qos).</summary>
internal static class QosClass
{
    /// <summary>Guaranteed, Burstable or BestEffort.</summary>
    public static string Of(PodSpec spec)
    {
        var parts = spec.Resources is { } own ? [own] : spec.Containers.Concat(spec.InitContainers).Select(container => container.Resources).ToArray();
        var requests = Sum(parts, part => part.Requests);
        var limits = Sum(parts, part => part.Limits);
        if (requests.Count == 0 && limits.Count == 0)
        {
            return PodQOSClass.BestEffort;
        }

        var isLimited = parts.All(part => IsPositive(part.Limits, "cpu") && IsPositive(part.Limits, "memory"));
        var isEqual = requests.Count == limits.Count
            && requests.All(entry => limits.TryGetValue(entry.Key, out var limit) && limit.CompareTo(entry.Value) == 0);
        return isLimited && isEqual ? PodQOSClass.Guaranteed : PodQOSClass.Burstable;
    }

    private static bool IsPositive(ApiMap<Quantity> amounts, string name) => amounts.TryGetValue(name, out var amount) && amount.Sign > 0;

    private static Dictionary<string, Quantity> Sum(ResourceRequirements[] parts, Func<ResourceRequirements, ApiMap<Quantity>> side)
    {
        var sum = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var (name, amount) in side(part))
            {
                if (name is "cpu" or "memory" && amount.Sign > 0)
                {
                    sum[name] = sum.TryGetValue(name, out var before) ? before + amount : amount;
                }
            }
        }

        return sum;
    }
}
