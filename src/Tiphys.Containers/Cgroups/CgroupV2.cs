using System.Globalization;

namespace Tiphys.Containers.Cgroups;

/// <summary>The unified hierarchy (kernel Documentation/admin-guide/cgroup-v2).</summary>
internal sealed class CgroupV2(string mountPoint) : CgroupInterface
{
    private static readonly string[] Wanted = ["cpu", "cpuset", "memory", "pids", "io", "hugetlb"];

    public override void Create(string path)
    {
        var directory = mountPoint;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            EnableControllers(directory);
            directory = Path.Combine(directory, part);
            Directory.CreateDirectory(directory);
        }
    }

    public override void Apply(string path, CgroupResources resources)
    {
        var directory = Combine(path);
        if (resources.CpuShares is { } shares)
            Write(directory, "cpu.weight", CpuWeight(shares));
        if (resources.CpuQuota is { } quota)
            Write(directory, "cpu.max", $"{Limit(quota)} {resources.CpuPeriod ?? 100_000}");
        if (resources.MemoryLimit is { } memory)
            Write(directory, "memory.max", Limit(memory));
        if (resources.PidsLimit is { } pids)
            Write(directory, "pids.max", Limit(pids));
        if (!string.IsNullOrEmpty(resources.CpusetCpus))
            Write(directory, "cpuset.cpus", $"{resources.CpusetCpus}");
        if (!string.IsNullOrEmpty(resources.CpusetMems))
            Write(directory, "cpuset.mems", $"{resources.CpusetMems}");
        foreach (var (size, limit) in resources.HugepageLimits)
            Write(directory, $"hugetlb.{size}.max", $"{limit}");
        foreach (var (file, value) in resources.Unified)
            Write(directory, file, $"{value}");
    }

    public override CgroupStats ReadStats(string path, DateTimeOffset now)
    {
        var directory = Combine(path);
        var usage = CgroupFile.ReadNumber(directory, "memory.current");
        var stat = CgroupFile.ReadKeyed(directory, "memory.stat");
        var cpu = CgroupFile.ReadKeyed(directory, "cpu.stat");
        return new CgroupStats
        {
            Timestamp = now,
            CpuUsageNanoseconds = cpu.TryGetValue("usage_usec", out var microseconds) ? microseconds * 1000 : null,
            MemoryUsageBytes = usage,
            MemoryWorkingSetBytes = usage is { } u ? u - Math.Min(u, stat.GetValueOrDefault("inactive_file")) : null,
            MemoryRssBytes = Find(stat, "anon"),
            MemoryLimitBytes = CgroupFile.ReadNumber(directory, "memory.max"),
            PageFaults = Find(stat, "pgfault"),
            MajorPageFaults = Find(stat, "pgmajfault"),
            SwapUsageBytes = CgroupFile.ReadNumber(directory, "memory.swap.current"),
            ProcessCount = CgroupFile.ReadNumber(directory, "pids.current"),
        };
    }

    public override ulong ReadOomKills(string path) => CgroupFile.ReadKeyed(Combine(path), "memory.events").GetValueOrDefault("oom_kill");

    /// <summary>v1 shares to v2 weight so that 1 core (1024) is the default weight 100 and the ends meet (KEP-2254, revised).</summary>
    internal static ulong CpuWeight(ulong shares)
    {
        const ulong minimum = 2;
        const ulong maximum = 262_144;
        if (shares <= minimum)
            return 1;
        if (shares >= maximum)
            return 10_000;
        var log = Math.Log2(shares);
        var exponent = (((log * log) + (125 * log)) / 612.0) - (7.0 / 34.0);
        return (ulong)Math.Ceiling(Math.Pow(10, exponent));
    }

    // Processes may not stand in a cgroup that hands out controllers, unless it is the real root. In a container whose
    // cgroup namespace hides its ancestors, this process itself stands at the top and has to step aside first.
    private static void EnableControllers(string directory)
    {
        var offered = (CgroupFile.ReadText(directory, "cgroup.controllers") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var enabled = (CgroupFile.ReadText(directory, "cgroup.subtree_control") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var missing = Wanted.Intersect(offered).Except(enabled).Select(c => "+" + c).ToArray();
        if (missing.Length == 0)
            return;
        if (File.Exists(Path.Combine(directory, "cgroup.type")))
            MoveProcessesToLeaf(directory);
        CgroupFile.Write(Path.Combine(directory, "cgroup.subtree_control"), string.Join(' ', missing));
    }

    private static void MoveProcessesToLeaf(string directory)
    {
        var processes = (CgroupFile.ReadText(directory, "cgroup.procs") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (processes.Length == 0)
            return;
        var leaf = Path.Combine(directory, "init");
        Directory.CreateDirectory(leaf);
        foreach (var process in processes)
            CgroupFile.Write(Path.Combine(leaf, "cgroup.procs"), process);
    }

    private static void Write(string directory, string file, FormattableString value) =>
        CgroupFile.WriteIfPresent(directory, file, FormattableString.Invariant(value));

    private static void Write(string directory, string file, string value) => CgroupFile.WriteIfPresent(directory, file, value);

    private static void Write(string directory, string file, ulong value) =>
        CgroupFile.WriteIfPresent(directory, file, value.ToString(CultureInfo.InvariantCulture));

    private static string Limit(long value) => value < 0 ? "max" : value.ToString(CultureInfo.InvariantCulture);

    private static ulong? Find(Dictionary<string, ulong> stat, string key) => stat.TryGetValue(key, out var value) ? value : null;

    private string Combine(string path) => Path.Combine(mountPoint, path.TrimStart('/'));
}
