using System.Globalization;

namespace Tiphys.Containers.Cgroups;

/// <summary>One directory per controller (kernel Documentation/admin-guide/cgroup-v1).</summary>
internal sealed class CgroupV1(CgroupLayout layout) : CgroupInterface
{
    // From this size on the kernel means "no limit" (the greatest multiple of the page size below 2^63).
    private const ulong UnlimitedFrom = 0x7000_0000_0000_0000;

    private readonly CgroupV2? _unified = layout.Unified is { } mount ? new CgroupV2(mount) : null;

    public override void Create(string path)
    {
        foreach (var mount in layout.MountPoints)
            Directory.CreateDirectory(Combine(mount, path));
        InheritCpuset(path);
    }

    public override void Apply(string path, CgroupResources resources)
    {
        Write("cpu", path, "cpu.shares", resources.CpuShares);
        Write("cpu", path, "cpu.cfs_period_us", resources.CpuPeriod);
        Write("cpu", path, "cpu.cfs_quota_us", resources.CpuQuota);
        Write("memory", path, "memory.limit_in_bytes", resources.MemoryLimit);
        Write("pids", path, "pids.max", resources.PidsLimit is < 0 ? "max" : Text(resources.PidsLimit));
        Write("cpuset", path, "cpuset.cpus", resources.CpusetCpus);
        Write("cpuset", path, "cpuset.mems", resources.CpusetMems);
        foreach (var (size, limit) in resources.HugepageLimits)
            Write("hugetlb", path, $"hugetlb.{size}.limit_in_bytes", limit);
        // Only what a hybrid machine's unified hierarchy carries; its raw files are for v2 machines.
        _unified?.Apply(path, new CgroupResources { HugepageLimits = resources.HugepageLimits });
    }

    public override CgroupStats ReadStats(string path, DateTimeOffset now)
    {
        var memory = ControllerDirectory("memory", path);
        var usage = CgroupFile.ReadNumber(memory, "memory.usage_in_bytes");
        var stat = CgroupFile.ReadKeyed(memory, "memory.stat");
        var limit = CgroupFile.ReadNumber(memory, "memory.limit_in_bytes");
        return new CgroupStats
        {
            Timestamp = now,
            CpuUsageNanoseconds = CgroupFile.ReadNumber(ControllerDirectory("cpuacct", path), "cpuacct.usage"),
            MemoryUsageBytes = usage,
            MemoryWorkingSetBytes = usage is { } u ? u - Math.Min(u, stat.GetValueOrDefault("total_inactive_file")) : null,
            MemoryRssBytes = Find(stat, "total_rss"),
            MemoryLimitBytes = limit is null or >= UnlimitedFrom ? null : limit,
            PageFaults = Find(stat, "total_pgfault"),
            MajorPageFaults = Find(stat, "total_pgmajfault"),
            SwapUsageBytes = Find(stat, "total_swap"),
            ProcessCount = CgroupFile.ReadNumber(ControllerDirectory("pids", path), "pids.current"),
        };
    }

    public override ulong ReadOomKills(string path) =>
        CgroupFile.ReadKeyed(ControllerDirectory("memory", path), "memory.oom_control").GetValueOrDefault("oom_kill");

    // A new cpuset is empty and takes no process until it has CPUs and memory nodes.
    private void InheritCpuset(string path)
    {
        if (!layout.Controllers.TryGetValue("cpuset", out var mount))
            return;
        var directory = mount;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var parent = directory;
            directory = Path.Combine(directory, part);
            foreach (var file in (ReadOnlySpan<string>)["cpuset.cpus", "cpuset.mems"])
            {
                if (CgroupFile.ReadText(directory, file) == "" && CgroupFile.ReadText(parent, file) is { Length: > 0 } inherited)
                    CgroupFile.Write(Path.Combine(directory, file), inherited);
            }
        }
    }

    private void Write(string controller, string path, string file, IFormattable? value) => Write(controller, path, file, Text(value));

    private void Write(string controller, string path, string file, string? value)
    {
        if (!string.IsNullOrEmpty(value) && layout.Controllers.TryGetValue(controller, out var mount))
            CgroupFile.WriteIfPresent(Combine(mount, path), file, value);
    }

    private string ControllerDirectory(string controller, string path) =>
        layout.Controllers.TryGetValue(controller, out var mount) ? Combine(mount, path) : "/nonexistent";

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    private static ulong? Find(Dictionary<string, ulong> stat, string key) => stat.TryGetValue(key, out var value) ? value : null;

    private static string Combine(string mount, string path) => Path.Combine(mount, path.TrimStart('/'));
}
