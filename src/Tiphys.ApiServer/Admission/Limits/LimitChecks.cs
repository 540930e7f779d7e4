using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Quotas;

namespace Tiphys.ApiServer.Admission.Limits;

/// <summary>What of a pod or a claim is outside a limit range.</summary>
internal static class LimitChecks
{
    // Above it, a number does not fit into thousandths any more and is compared as a whole one.
    private const long MaxMilliValue = long.MaxValue / 1000;

    public static IEnumerable<string> OfPod(LimitRange range, Pod pod)
    {
        foreach (var limit in range.Spec.Limits)
        {
            var found = limit.Type switch
            {
                LimitType.Container => pod.Spec.Containers.Concat(pod.Spec.InitContainers)
                    .SelectMany(container => OfAmounts(limit, container.Resources.Requests, container.Resources.Limits)),
                LimitType.Pod => OfAmounts(limit, PodAmounts.SpecRequests(pod.Spec), PodAmounts.SpecLimits(pod.Spec)),
                _ => [],
            };
            foreach (var problem in found)
            {
                yield return problem;
            }
        }
    }

    public static IEnumerable<string> OfClaim(LimitRange range, PersistentVolumeClaim claim)
    {
        var requests = claim.Spec.Resources.Requests;
        return range.Spec.Limits.Where(limit => limit.Type == LimitType.PersistentVolumeClaim).SelectMany(limit =>
            limit.Min.Select(each => Below(limit.Type, each.Key, each.Value, requests, default))
                .Concat(limit.Max.Select(each => RequestAbove(limit.Type, each.Key, each.Value, requests)))
                .OfType<string>());
    }

    private static IEnumerable<string> OfAmounts(LimitRangeItem limit, ApiMap<Quantity> requests, ApiMap<Quantity> limits) =>
        limit.Min.Select(each => Below(limit.Type, each.Key, each.Value, requests, limits))
            .Concat(limit.Max.Select(each => Above(limit.Type, each.Key, each.Value, requests, limits)))
            .Concat(limit.MaxLimitRequestRatio.Select(each => RatioAbove(limit.Type, each.Key, each.Value, requests, limits)))
            .OfType<string>();

    private static string? Below(string type, string name, Quantity enforced, ApiMap<Quantity> requests, ApiMap<Quantity> limits)
    {
        var what = $"minimum {name} usage per {type} is {enforced}";
        if (!requests.TryGetValue(name, out var request))
        {
            return $"{what}.  No request is specified";
        }

        var hasLimit = limits.TryGetValue(name, out var limit);
        var (requested, limited, least) = Comparable(request, limit, enforced);
        return requested < least ? $"{what}, but request is {request}"
            : hasLimit && limited < least ? $"{what}, but limit is {limit}"
            : null;
    }

    private static string? RequestAbove(string type, string name, Quantity enforced, ApiMap<Quantity> requests)
    {
        var what = $"maximum {name} usage per {type} is {enforced}";
        if (!requests.TryGetValue(name, out var request))
        {
            return $"{what}.  No request is specified";
        }

        var (requested, _, most) = Comparable(request, default, enforced);
        return requested > most ? $"{what}, but request is {request}" : null;
    }

    private static string? Above(string type, string name, Quantity enforced, ApiMap<Quantity> requests, ApiMap<Quantity> limits)
    {
        var what = $"maximum {name} usage per {type} is {enforced}";
        if (!limits.TryGetValue(name, out var limit))
        {
            return $"{what}.  No limit is specified";
        }

        var hasRequest = requests.TryGetValue(name, out var request);
        var (requested, limited, most) = Comparable(request, limit, enforced);
        return limited > most ? $"{what}, but limit is {limit}"
            : hasRequest && requested > most ? $"{what}, but request is {request}"
            : null;
    }

    private static string? RatioAbove(string type, string name, Quantity enforced, ApiMap<Quantity> requests, ApiMap<Quantity> limits)
    {
        var what = $"{name} max limit to request ratio per {type} is {enforced}";
        var (request, limit) = (requests.GetValueOrDefault(name), limits.GetValueOrDefault(name));
        var (requested, limited, _) = Comparable(request, limit, enforced);
        if (requested == 0)
        {
            return $"{what}, but no request is specified or request is 0";
        }

        if (limited == 0)
        {
            return $"{what}, but no limit is specified or limit is 0";
        }

        var ratio = (double)limited / requested;
        var isFine = enforced.Value <= MaxMilliValue;
        var exceeds = isFine ? ratio * 1000 > enforced.MilliValue : ratio > enforced.Value;
        return exceeds ? $"{what}, but provided ratio is {ratio.ToString("F6", CultureInfo.InvariantCulture)}" : null;
    }

    private static (long Request, long Limit, long Enforced) Comparable(Quantity request, Quantity limit, Quantity enforced) =>
        request.Value <= MaxMilliValue && limit.Value <= MaxMilliValue && enforced.Value <= MaxMilliValue
            ? (request.MilliValue, limit.MilliValue, enforced.MilliValue)
            : (request.Value, limit.Value, enforced.Value);
}
