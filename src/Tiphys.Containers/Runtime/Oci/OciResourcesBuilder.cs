namespace Tiphys.Containers.Oci;

/// <summary>Translates resources into the OCI runtime-spec, and for updates into cgroup limits.</summary>
internal static class OciResourcesBuilder
{
    public static OciResources Build(LinuxContainerResources resources, IReadOnlyList<OciDeviceRule> devices, CgroupVersion version) => new()
    {
        Devices = devices,
        Memory = resources.MemoryLimit is null && resources.MemorySwapLimit is null
            ? null
            : new OciMemory(resources.MemoryLimit, resources.MemorySwapLimit),
        Cpu = new OciCpu(resources.CpuShares, resources.CpuQuota, resources.CpuPeriod, NullIfEmpty(resources.CpusetCpus), NullIfEmpty(resources.CpusetMems)),
        Pids = resources.PidsLimit is { } pids ? new OciPids(pids) : null,
        HugepageLimits = resources.HugepageLimits.Count == 0
            ? null
            : [.. resources.HugepageLimits.Select(h => new OciHugepageLimit(h.Key, h.Value))],
        Unified = version == CgroupVersion.V2 && resources.Unified.Count > 0 ? resources.Unified : null,
    };

    public static CgroupResources ToCgroup(LinuxContainerResources resources) => new()
    {
        CpuShares = resources.CpuShares,
        CpuQuota = resources.CpuQuota,
        CpuPeriod = resources.CpuPeriod,
        MemoryLimit = resources.MemoryLimit,
        PidsLimit = resources.PidsLimit,
        CpusetCpus = NullIfEmpty(resources.CpusetCpus),
        CpusetMems = NullIfEmpty(resources.CpusetMems),
        HugepageLimits = resources.HugepageLimits,
        Unified = resources.Unified,
    };

    /// <summary>The resources with those of an update laid over them.</summary>
    public static LinuxContainerResources Merge(LinuxContainerResources current, LinuxContainerResources update) => new()
    {
        CpuPeriod = update.CpuPeriod ?? current.CpuPeriod,
        CpuQuota = update.CpuQuota ?? current.CpuQuota,
        CpuShares = update.CpuShares ?? current.CpuShares,
        MemoryLimit = update.MemoryLimit ?? current.MemoryLimit,
        MemorySwapLimit = update.MemorySwapLimit ?? current.MemorySwapLimit,
        PidsLimit = update.PidsLimit ?? current.PidsLimit,
        OomScoreAdj = update.OomScoreAdj ?? current.OomScoreAdj,
        CpusetCpus = NullIfEmpty(update.CpusetCpus) ?? current.CpusetCpus,
        CpusetMems = NullIfEmpty(update.CpusetMems) ?? current.CpusetMems,
        HugepageLimits = MergeMaps(current.HugepageLimits, update.HugepageLimits),
        Unified = MergeMaps(current.Unified, update.Unified),
    };

    private static Dictionary<string, T> MergeMaps<T>(IReadOnlyDictionary<string, T> current, IReadOnlyDictionary<string, T> update)
    {
        var merged = new Dictionary<string, T>(current);
        foreach (var (key, value) in update)
            merged[key] = value;
        return merged;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
