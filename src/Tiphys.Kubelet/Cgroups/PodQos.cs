using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Cgroups;

/// <summary>Quality of service classes (upstream: pkg/apis/core/v1/helper/qos).</summary>
internal static class PodQos
{
    /// <summary>The class that the API server gave the pod, or what it would give.</summary>
    public static string ClassOf(Pod pod) => pod.Status.QOSClass.Length > 0 ? pod.Status.QOSClass : Compute(pod.Spec);

    /// <summary>Guaranteed: every container limits CPU and memory to what it requests; BestEffort: nothing is requested or limited; else Burstable.</summary>
    public static string Compute(PodSpec spec)
    {
        ResourceRequirements[] all = spec.Resources is { } ofPod
            ? [ofPod]
            : [.. spec.Containers.Concat(spec.InitContainers).Select(container => container.Resources)];
        if (!all.Any(each => HasCompute(each.Requests) || HasCompute(each.Limits)))
        {
            return PodQOSClass.BestEffort;
        }

        return all.All(IsGuaranteed) ? PodQOSClass.Guaranteed : PodQOSClass.Burstable;
    }

    private static bool HasCompute(ApiMap<Quantity> resources) => IsPositive(resources, ResourceName.Cpu) || IsPositive(resources, ResourceName.Memory);

    private static bool IsPositive(ApiMap<Quantity> resources, string name) => resources.TryGetValue(name, out var value) && value > Quantity.Zero;

    private static bool IsGuaranteed(ResourceRequirements each) => IsFixed(each, ResourceName.Cpu) && IsFixed(each, ResourceName.Memory);

    private static bool IsFixed(ResourceRequirements each, string name) =>
        IsPositive(each.Limits, name)
        && (!each.Requests.TryGetValue(name, out var request) || request == Quantity.Zero || request == each.Limits[name]);
}
