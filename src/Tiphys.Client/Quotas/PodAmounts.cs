using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Quotas;

/// <summary>
/// What a whole pod asks for: all containers that run side by side, or more when an init container needs it. Restartable init containers
/// run on beside those that come after them. What the pod says of itself for cpu and memory counts instead.
/// </summary>
public static class PodAmounts
{
    /// <summary>Sum of the requests with the overhead; what a running container has been given counts when it is more.</summary>
    public static ApiMap<Quantity> Requests(Pod pod)
    {
        var statuses = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses).ToLookup(each => each.Name, StringComparer.Ordinal);
        ApiMap<Quantity> Of(Container container) => statuses[container.Name].Aggregate(
            container.Resources.Requests, (most, status) => Max(Max(most, status.AllocatedResources), status.Resources?.Requests ?? default));
        return Add(Total(pod.Spec, Of, pod.Spec.Resources?.Requests ?? default), pod.Spec.Overhead);
    }

    /// <summary>Sum of the limits; the overhead is added where there is a limit.</summary>
    public static ApiMap<Quantity> Limits(Pod pod)
    {
        var total = SpecLimits(pod.Spec);
        return pod.Spec.Overhead.Where(each => total.GetValueOrDefault(each.Key).Sign > 0)
            .Aggregate(total, (sum, each) => sum.SetItem(each.Key, sum[each.Key] + each.Value));
    }

    /// <summary>Sum of the requests in a spec, without overhead.</summary>
    public static ApiMap<Quantity> SpecRequests(PodSpec spec) => Total(spec, container => container.Resources.Requests, spec.Resources?.Requests ?? default);

    /// <summary>Sum of the limits in a spec, without overhead.</summary>
    public static ApiMap<Quantity> SpecLimits(PodSpec spec) => Total(spec, container => container.Resources.Limits, spec.Resources?.Limits ?? default);

    /// <summary>The sum of two lists.</summary>
    public static ApiMap<Quantity> Add(ApiMap<Quantity> left, ApiMap<Quantity> right) =>
        right.Aggregate(left, (sum, each) => sum.SetItem(each.Key, sum.TryGetValue(each.Key, out var has) ? has + each.Value : each.Value));

    /// <summary>The greater of each.</summary>
    public static ApiMap<Quantity> Max(ApiMap<Quantity> left, ApiMap<Quantity> right) => right.Aggregate(
        left, (most, each) => most.TryGetValue(each.Key, out var has) && each.Value <= has ? most : most.SetItem(each.Key, each.Value));

    private static ApiMap<Quantity> Total(PodSpec spec, Func<Container, ApiMap<Quantity>> of, ApiMap<Quantity> pod)
    {
        var total = spec.Containers.Aggregate(default(ApiMap<Quantity>), (sum, each) => Add(sum, of(each)));
        var (running, most) = (default(ApiMap<Quantity>), default(ApiMap<Quantity>));
        foreach (var container in spec.InitContainers)
        {
            var needs = of(container);
            if (container.RestartPolicy == "Always")
            {
                total = Add(total, needs);
                running = Add(running, needs);
                most = Max(most, running);
            }
            else
            {
                most = Max(most, Add(needs, running));
            }
        }

        total = Max(total, most);
        return pod.Where(each => IsPodLevel(each.Key)).Aggregate(total, (sum, each) => sum.SetItem(each.Key, each.Value));
    }

    private static bool IsPodLevel(string name) => name is "cpu" or "memory" || name.StartsWith("hugepages-", StringComparison.Ordinal);
}
