using System.Globalization;
using System.Runtime.InteropServices;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Nodes;

/// <summary>What the machine has, and what of it pods may use: the same less what is kept back.</summary>
internal sealed class NodeResources
{
    private const string HugepagesDirectory = "/sys/kernel/mm/hugepages";

    private NodeResources(IReadOnlyDictionary<string, Quantity> capacity, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        Capacity = capacity;
        Allocatable = allocatable;
    }

    public IReadOnlyDictionary<string, Quantity> Capacity { get; }

    public IReadOnlyDictionary<string, Quantity> Allocatable { get; }

    public long MemoryBytes => Capacity.TryGetValue(ResourceName.Memory, out var memory) ? memory.Value : 0;

    /// <summary>Reads the machine.</summary>
    public static NodeResources Read(KubeletOptions options)
    {
        Directory.CreateDirectory(options.RootDirectory);
        var capacity = new Dictionary<string, Quantity>
        {
            [ResourceName.Cpu] = Quantity.FromValue(CpuCount()),
            [ResourceName.Memory] = KiB(NodeFacts.MemoryInfo("MemTotal")),
            [ResourceName.Pods] = Quantity.FromValue(options.MaxPods),
            [ResourceName.ResourceEphemeralStorage] = KiB(new DriveInfo(options.RootDirectory).TotalSize / 1024),
        };
        foreach (var (size, bytes) in Hugepages())
        {
            capacity[$"hugepages-{size}"] = Quantity.FromBytes(bytes);
        }

        return Of(capacity, options.Reserved);
    }

    /// <summary>Takes what is kept back off what there is.</summary>
    public static NodeResources Of(IReadOnlyDictionary<string, Quantity> capacity, IReadOnlyDictionary<string, Quantity> reserved) => new(
        capacity,
        capacity.ToDictionary(
            each => each.Key,
            each => reserved.TryGetValue(each.Key, out var kept) ? (each.Value > kept ? each.Value - kept : Quantity.Zero) : each.Value));

    /// <summary>The architecture as Go names it.</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static Quantity KiB(long kib) => Quantity.FromBytes(kib * 1024);

    // Not those that this process may use, but those that the kernel schedules containers on.
    private static int CpuCount()
    {
        var online = NodeFacts.ReadLine("/sys/devices/system/cpu/online");
        return online.Length == 0 ? System.Environment.ProcessorCount : online.Split(',').Sum(Range);
    }

    private static int Range(string range) => range.Split('-') switch
    {
        [var first, var last] => Number(last) - Number(first) + 1,
        _ => 1,
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Size, long Bytes)> Hugepages()
    {
        if (!Directory.Exists(HugepagesDirectory))
        {
            yield break;
        }

        foreach (var directory in Directory.EnumerateDirectories(HugepagesDirectory))
        {
            // hugepages-2048kB
            var kib = long.Parse(Path.GetFileName(directory)["hugepages-".Length..^"kB".Length], CultureInfo.InvariantCulture);
            var count = long.TryParse(NodeFacts.ReadLine(Path.Combine(directory, "nr_hugepages")), CultureInfo.InvariantCulture, out var number) ? number : 0;
            yield return (Quantity.FromBytes(kib * 1024).ToString(), count * kib * 1024);
        }
    }
}
