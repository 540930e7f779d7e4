using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>Which version of the kernel's cgroup interface carries the resource controllers.</summary>
public enum CgroupVersion
{
    V1 = 1,
    V2 = 2,
}

/// <summary>Where the kernel's cgroup hierarchies are mounted on this machine.</summary>
/// <remarks>
/// Pure v2 has one unified hierarchy. v1 has one per controller. A hybrid machine has the v1 ones and a unified hierarchy
/// beside them that carries what no v1 hierarchy took; here it counts as v1 with <see cref="Unified"/> set.
/// </remarks>
public sealed record CgroupLayout
{
    /// <summary>v1 controller name (cpu, memory, …) to mount point. Empty on pure v2.</summary>
    public required IReadOnlyDictionary<string, string> Controllers { get; init; }

    /// <summary>Mount points of v1 hierarchies without a controller, such as systemd's.</summary>
    public required IReadOnlyList<string> Named { get; init; }

    /// <summary>Mount point of the unified (v2) hierarchy, if there is one.</summary>
    public string? Unified { get; init; }

    public CgroupVersion Version => Controllers.Count == 0 ? CgroupVersion.V2 : CgroupVersion.V1;

    /// <summary>Both interfaces are mounted; some OCI runtimes refuse that.</summary>
    public bool IsHybrid => Version == CgroupVersion.V1 && Unified is not null;

    /// <summary>Every distinct mount point.</summary>
    internal IEnumerable<string> MountPoints =>
        Controllers.Values.Concat(Named).Concat(Unified is null ? [] : [Unified]).Distinct();

    /// <summary>Reads the layout from the mount table.</summary>
    /// <exception cref="ContainerRuntimeException">No cgroup hierarchy is mounted.</exception>
    public static CgroupLayout Detect() => FromMounts(MountTable.Read());

    internal static CgroupLayout FromMounts(IReadOnlyList<MountEntry> mounts)
    {
        var controllers = new Dictionary<string, string>();
        var named = new List<string>();
        string? unified = null;
        foreach (var mount in mounts)
        {
            if (mount.Type == "cgroup2")
                unified ??= mount.MountPoint;
            else if (mount.Type == "cgroup")
                AddVersion1(mount, controllers, named);
        }

        return controllers.Count == 0 && unified is null
            ? throw new ContainerRuntimeException("no cgroup hierarchy is mounted: mount cgroup2 on /sys/fs/cgroup")
            : new CgroupLayout { Controllers = controllers, Named = named, Unified = unified };
    }

    private static void AddVersion1(MountEntry mount, Dictionary<string, string> controllers, List<string> named)
    {
        var options = mount.SuperOptions.Split(',');
        if (options.Any(o => o.StartsWith("name=", StringComparison.Ordinal)))
            named.Add(mount.MountPoint);
        foreach (var option in options.Where(KnownControllers.Contains))
            controllers.TryAdd(option, mount.MountPoint);
    }

    private static readonly HashSet<string> KnownControllers =
        ["cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids", "hugetlb", "net_cls", "net_prio", "perf_event", "rdma", "misc"];
}
