using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Cgroups;

/// <summary>CPU and memory of a pod as a whole.</summary>
internal readonly record struct PodRequests(long MilliCpu, long MemoryBytes)
{
    /// <summary>What the pod requests (upstream: resourcehelper.PodRequests).</summary>
    public static PodRequests Of(Pod pod) => new(Effective(pod, ResourceName.Cpu).MilliValue, Effective(pod, ResourceName.Memory).Value);

    /// <summary>What the pod is limited to; 0 where one of its containers is not.</summary>
    public static PodRequests LimitsOf(Pod pod) => new(Limit(pod, ResourceName.Cpu, q => q.MilliValue), Limit(pod, ResourceName.Memory, q => q.Value));

    /// <summary>
    /// The most of one resource that the pod needs at any time: its main containers and sidecars together, or an init container with the
    /// sidecars before it; and the overhead.
    /// </summary>
    public static Quantity Effective(Pod pod, string resource)
    {
        var overhead = pod.Spec.Overhead.GetValueOrDefault(resource);
        if (pod.Spec.Resources?.Requests.TryGetValue(resource, out var ofPod) is true)
        {
            return ofPod + overhead;
        }

        return Most(pod.Spec, container => container.Resources.Requests.GetValueOrDefault(resource)) + overhead;
    }

    /// <summary>CPU and memory that the pod as a whole is limited to, where all its containers are.</summary>
    public static ApiMap<Quantity> EffectiveLimits(Pod pod)
    {
        var limits = LimitsOf(pod);
        ApiMap<Quantity> map = default;
        map = limits.MilliCpu > 0 ? map.SetItem(ResourceName.Cpu, Quantity.FromMilli(limits.MilliCpu)) : map;
        return limits.MemoryBytes > 0 ? map.SetItem(ResourceName.Memory, Quantity.FromBytes(limits.MemoryBytes)) : map;
    }

    /// <summary>Names of all resources that the pod requests.</summary>
    public static IReadOnlyCollection<string> Names(Pod pod) => pod.Spec.InitContainers.Concat(pod.Spec.Containers)
        .SelectMany(container => container.Resources.Requests.Keys)
        .Concat(pod.Spec.Resources?.Requests.Keys ?? [])
        .Concat(pod.Spec.Overhead.Keys)
        .ToHashSet();

    private static Quantity Most(PodSpec spec, Func<Container, Quantity> amount)
    {
        Quantity sidecars = default, most = default;
        foreach (var container in spec.InitContainers)
        {
            var own = amount(container);
            if (PodContainers.IsRestartableInit(container))
            {
                sidecars += own;
                own = default;
            }

            most = Max(most, sidecars + own);
        }

        return Max(most, spec.Containers.Aggregate(sidecars, (sum, container) => sum + amount(container)));
    }

    private static Quantity Max(Quantity one, Quantity other) => one > other ? one : other;

    private static long Limit(Pod pod, string resource, Func<Quantity, long> amount)
    {
        if (pod.Spec.Resources?.Limits.TryGetValue(resource, out var ofPod) is true)
        {
            return amount(ofPod);
        }

        var isLimited = pod.Spec.InitContainers.Concat(pod.Spec.Containers).All(container => container.Resources.Limits.GetValueOrDefault(resource).Sign > 0);
        return isLimited ? amount(Most(pod.Spec, container => container.Resources.Limits.GetValueOrDefault(resource)) + pod.Spec.Overhead.GetValueOrDefault(resource)) : 0;
    }
}
