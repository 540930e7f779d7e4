using System.Globalization;
using System.Runtime.InteropServices;
using Tiphys.Api.Core.V1;
using Tiphys.Containers.Linux;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Kinds;

/// <summary>Volumes in memory: they count as memory of the containers that write to them, and are never written to a disk.</summary>
internal static class MemoryFilesystem
{
    // Kernels before 6.3 do not know the option; they may swap.
    private static volatile bool _knowsNoSwap = true;

    /// <summary>Mounts one on a directory, unless that is so already.</summary>
    /// <param name="directory">Where; made when it is not there.</param>
    /// <param name="sizeBytes">Most that it holds; 0 for half of the machine's memory.</param>
    public static void Mount(string directory, long sizeBytes)
    {
        if (VolumeMounting.MakeDirectory(directory) || !Mounts.IsMounted(directory))
        {
            var size = sizeBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"size={sizeBytes}") : "";
            MountNew(directory, size);
        }
    }

    /// <summary>How much a volume of a pod may hold: what is asked for, but not more than the pod's limit and than all pods have together.</summary>
    public static long Size(Pod pod, Quantity? asked, Quantity allocatable)
    {
        var size = allocatable.Value;
        foreach (var limit in new[] { MemoryLimit(pod), asked?.Value ?? 0 })
        {
            if (limit > 0 && (limit <= size || size == 0))
            {
                size = limit;
            }
        }

        return size;
    }

    private static void MountNew(string directory, string options)
    {
        var withoutSwap = options.Length == 0 ? "noswap" : options + ",noswap";
        if (_knowsNoSwap && Native.TryMount("tmpfs", directory, "tmpfs", 0, withoutSwap))
        {
            return;
        }

        if (_knowsNoSwap && Marshal.GetLastPInvokeError() is var error and not Native.Invalid)
        {
            throw new LinuxException($"mount on {directory}", error);
        }

        _knowsNoSwap = false;
        Native.Mount("tmpfs", directory, "tmpfs", 0, options.Length == 0 ? null : options);
    }

    // As the pod's cgroup is limited: not at all when one of its containers is not.
    private static long MemoryLimit(Pod pod)
    {
        var ofPod = Limit(pod.Spec.Resources?.Limits ?? default);
        if (ofPod > 0)
        {
            return ofPod;
        }

        var together = pod.Spec.Containers.Concat(pod.Spec.InitContainers.Where(container => container.RestartPolicy == ContainerRestartPolicy.Always))
            .Select(container => Limit(container.Resources.Limits)).ToArray();
        var alone = pod.Spec.InitContainers.Where(container => container.RestartPolicy != ContainerRestartPolicy.Always)
            .Select(container => Limit(container.Resources.Limits)).ToArray();
        return together.Concat(alone).Contains(0) ? 0 : alone.Append(together.Sum()).Max();
    }

    private static long Limit(ApiMap<Quantity> limits) => limits.GetValueOrDefault(ResourceName.Memory, Quantity.Zero).Value;
}
