using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Resources of a pod as a whole: what they are when they are left out (KEP-2837).</summary>
internal static class PodLevelResources
{
    /// <summary>Completes the pod's own requests and limits, when it states any.</summary>
    public static PodSpec Default(PodSpec spec) => spec.Resources is null ? spec : Requests(HugePageLimits(spec));

    /// <summary>True for resources that a pod may ask for as a whole.</summary>
    public static bool IsSupported(string name) => name is "cpu" or "memory" || IsHugePages(name);

    /// <summary>True for huge pages of any size.</summary>
    public static bool IsHugePages(string name) => name.StartsWith("hugepages-", StringComparison.Ordinal);

    /// <summary>
    /// What the containers need together: the sum of containers and restartable init containers, or what an init container needs
    /// beside the restartable ones before it, where that is more.
    /// </summary>
    public static ApiMap<Quantity> Aggregate(PodSpec spec, Func<ResourceRequirements, ApiMap<Quantity>> part)
    {
        var running = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var sidecars = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var starting = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Containers)
        {
            Add(running, part(container.Resources));
        }

        foreach (var container in spec.InitContainers)
        {
            var isSidecar = container.RestartPolicy == ContainerRestartPolicy.Always;
            if (isSidecar)
            {
                Add(running, part(container.Resources));
                Add(sidecars, part(container.Resources));
            }

            var now = new Dictionary<string, Quantity>(sidecars, StringComparer.Ordinal);
            if (!isSidecar)
            {
                Add(now, part(container.Resources));
            }

            Raise(starting, now);
        }

        Raise(running, starting);
        return running.ToApiMap();
    }

    private static PodSpec HugePageLimits(PodSpec spec)
    {
        var own = spec.Resources!;
        if (own.Limits.IsEmpty && own.Requests.IsEmpty)
        {
            return spec;
        }

        var missing = Aggregate(spec, resources => resources.Limits)
            .Where(entry => IsHugePages(entry.Key) && !own.Requests.ContainsKey(entry.Key))
            .ToApiMap();
        return spec with { Resources = own with { Limits = own.Limits.WithMissing(missing) } };
    }

    private static PodSpec Requests(PodSpec spec)
    {
        var own = spec.Resources!;
        if (own.Limits.IsEmpty)
        {
            return spec;
        }

        var needed = Aggregate(spec, resources => resources.Requests).Where(entry => entry.Key is "cpu" or "memory").ToApiMap();
        var limits = own.Limits.Where(entry => IsSupported(entry.Key)).ToApiMap();
        return spec with { Resources = own with { Requests = own.Requests.WithMissing(needed).WithMissing(limits) } };
    }

    private static void Add(Dictionary<string, Quantity> sum, ApiMap<Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            sum[name] = sum.TryGetValue(name, out var before) ? before + amount : amount;
        }
    }

    private static void Raise(Dictionary<string, Quantity> most, Dictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            if (!most.TryGetValue(name, out var before) || before < amount)
            {
                most[name] = amount;
            }
        }
    }
}
