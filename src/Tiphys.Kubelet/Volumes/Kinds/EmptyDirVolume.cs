using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Kinds;

/// <summary>A directory that lives as long as its pod: on disk, in memory, or of huge pages.</summary>
internal static class EmptyDirVolume
{
    public static void SetUp(string directory, EmptyDirVolumeSource source, Pod pod, Quantity allocatableMemory)
    {
        switch (source.Medium)
        {
            case StorageMedium.Default:
                VolumeMounting.MakeDirectory(directory);
                break;
            case StorageMedium.Memory:
                MemoryFilesystem.Mount(directory, MemoryFilesystem.Size(pod, source.SizeLimit, allocatableMemory));
                break;
            case StorageMedium.HugePages:
            case var medium when medium.StartsWith(StorageMedium.HugePagesPrefix, StringComparison.Ordinal):
                MountHugePages(directory, PageSize(source.Medium, pod));
                break;
            default:
                throw new FormatException($"unknown storage medium \"{source.Medium}\"");
        }

        // Once: the root is changed last, so that a right root tells that all is done.
        VolumeOwnership.Apply(directory, pod.Spec.SecurityContext?.FSGroup, PodFSGroupChangePolicy.OnRootMismatch, readOnly: false);
    }

    private static void MountHugePages(string directory, Quantity pageSize)
    {
        if (VolumeMounting.MakeDirectory(directory) || !Mounts.IsMounted(directory))
        {
            Native.Mount("nodev", directory, "hugetlbfs", 0, string.Create(CultureInfo.InvariantCulture, $"pagesize={pageSize.Value}"));
        }
    }

    // The size in the medium, or the only one that the pod asks for; it must ask for pages of that size.
    private static Quantity PageSize(string medium, Pod pod)
    {
        const string prefix = "hugepages-";
        var asked = pod.Spec.Containers.Concat(pod.Spec.InitContainers).Select(container => container.Resources.Requests)
            .Append(pod.Spec.Resources?.Requests ?? default)
            .SelectMany(requests => requests.Keys).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Quantity.Parse(name.AsSpan(prefix.Length))).Distinct().ToArray();
        if (medium != StorageMedium.HugePages)
        {
            var wanted = Quantity.Parse(medium.AsSpan(StorageMedium.HugePagesPrefix.Length));
            asked = [.. asked.Where(size => size.CompareTo(wanted) == 0)];
        }

        return asked.Length switch
        {
            1 => asked[0],
            0 => throw new FormatException($"medium {medium}: hugePages storage requested, but there is no resource request for huge pages"),
            _ => throw new FormatException($"medium: {medium} can't be used if container requests multiple huge page sizes"),
        };
    }
}
