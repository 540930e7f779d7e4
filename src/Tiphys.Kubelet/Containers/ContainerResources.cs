using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Kubelet.Cgroups;

namespace Tiphys.Kubelet.Containers;

/// <summary>Limits of a container's cgroup (upstream: pkg/kubelet/kuberuntime/kuberuntime_container_linux.go).</summary>
internal static class ContainerResources
{
    public static Cri.LinuxContainerResources Build(Pod pod, Container container, long nodeMemoryBytes)
    {
        var cpuLimit = MilliCpu(container.Resources.Limits) is > 0 and var own ? own : MilliCpu(pod.Spec.Resources?.Limits ?? default);
        var memoryLimit = Bytes(container.Resources.Limits) is > 0 and var bytes ? bytes : Bytes(pod.Spec.Resources?.Limits ?? default);
        var cpuRequest = container.Resources.Requests.ContainsKey(ResourceName.Cpu) ? MilliCpu(container.Resources.Requests) : cpuLimit;
        return new Cri.LinuxContainerResources
        {
            CpuShares = CpuShares.FromMilliCpu(cpuRequest),
            CpuPeriod = CpuShares.PeriodMicroseconds,
            CpuQuota = cpuLimit > 0 ? CpuShares.Quota(cpuLimit) : null,
            MemoryLimit = memoryLimit > 0 ? memoryLimit : null,
            OomScoreAdj = OomScoreAdj(pod, container, nodeMemoryBytes),
            HugepageLimits = Hugepages(container.Resources.Limits),
        };
    }

    /// <summary>Guaranteed -997, best effort 1000, between them less for those that request more of the node's memory.</summary>
    public static int OomScoreAdj(Pod pod, Container container, long nodeMemoryBytes)
    {
        // Upstream: system-node-critical from 2,000,001,000 on.
        if (pod.Spec.Priority >= 2_000_001_000 || PodQos.ClassOf(pod) == PodQOSClass.Guaranteed)
        {
            return -997;
        }

        if (PodQos.ClassOf(pod) == PodQOSClass.BestEffort)
        {
            return 1000;
        }

        var request = container.Resources.Requests.TryGetValue(ResourceName.Memory, out var memory) ? memory.Value : 0;
        var score = 1000 - (nodeMemoryBytes > 0 ? 1000 * request / nodeMemoryBytes : 0);
        return (int)Math.Clamp(score, 3, 999);
    }

    /// <summary>What the container was given: its specification once the engine has it, before that what it was started with.</summary>
    public static ResourceRequirements InForce(Pod pod, Container container, Cri.ContainerStatus status)
    {
        if (status.State != Cri.ContainerState.Running || IsInForce(pod, container, status.Config.Resources))
        {
            return container.Resources;
        }

        return status.Config.Annotations.TryGetValue(KubeletLabels.Resources, out var json)
            ? ApiJson.Read<ResourceRequirements>(Encoding.UTF8.GetBytes(json))
            : container.Resources;
    }

    /// <summary>Whether CPU and memory limits are as the specification has them.</summary>
    public static bool IsInForce(Pod pod, Container container, Cri.LinuxContainerResources current)
    {
        var wanted = Build(pod, container, 0);
        return (wanted.CpuShares, wanted.CpuQuota, wanted.MemoryLimit) == (current.CpuShares, Unlimited(current.CpuQuota), Unlimited(current.MemoryLimit));
    }

    /// <summary>Whether a resource differs from the specification that the container takes over only when it is started.</summary>
    public static bool NeedsRestart(Pod pod, Container container, Cri.LinuxContainerResources current)
    {
        if (!container.ResizePolicy.Any(policy => policy.RestartPolicy == ResourceResizeRestartPolicy.RestartContainer))
        {
            return false;
        }

        var wanted = Build(pod, container, 0);
        return (Restarts(container, ResourceName.Cpu) && (wanted.CpuShares, wanted.CpuQuota) != (current.CpuShares, Unlimited(current.CpuQuota)))
            || (Restarts(container, ResourceName.Memory) && wanted.MemoryLimit != Unlimited(current.MemoryLimit));
    }

    private static bool Restarts(Container container, string resource) => container.ResizePolicy.Any(policy =>
        policy.ResourceName == resource && policy.RestartPolicy == ResourceResizeRestartPolicy.RestartContainer);

    private static long? Unlimited(long? limit) => limit is < 0 ? null : limit;

    private static long MilliCpu(ApiMap<Quantity> resources) => resources.TryGetValue(ResourceName.Cpu, out var cpu) ? cpu.MilliValue : 0;

    private static long Bytes(ApiMap<Quantity> resources) => resources.TryGetValue(ResourceName.Memory, out var memory) ? memory.Value : 0;

    private static Dictionary<string, ulong> Hugepages(ApiMap<Quantity> limits) => limits
        .Where(limit => limit.Key.StartsWith("hugepages-", StringComparison.Ordinal))
        .ToDictionary(limit => PageSize(limit.Key["hugepages-".Length..]), limit => (ulong)Math.Max(0, limit.Value.Value));

    // The kernel writes 2MB and 1GB where the API has 2Mi and 1Gi.
    private static string PageSize(string size) => size.TrimEnd('i') + "B";
}
