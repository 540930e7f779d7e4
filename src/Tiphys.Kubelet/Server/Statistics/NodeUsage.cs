using System.Globalization;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Server.Statistics;

/// <summary>What the machine as a whole uses: the root cgroup, which counts no memory in use, and /proc/meminfo for that.</summary>
internal sealed class NodeUsage(TimeProvider clock, string cgroupRoot = "/sys/fs/cgroup", string procRoot = "/proc")
{
    /// <summary>Usage now; what the kernel does not tell is null.</summary>
    public CgroupStats Read()
    {
        var memory = Table(Path.Combine(procRoot, "meminfo"), ':');
        var details = Table(Path.Combine(cgroupRoot, "memory.stat"), ' ');
        var total = Kilobytes(memory, "MemTotal");
        var used = total - Kilobytes(memory, "MemFree");
        var inactive = details.TryGetValue("inactive_file", out var pages) ? pages : Kilobytes(memory, "Inactive(file)") ?? 0;
        return new CgroupStats
        {
            Timestamp = clock.GetUtcNow(),
            CpuUsageNanoseconds = Cpu(),
            MemoryLimitBytes = total,
            MemoryUsageBytes = used,
            MemoryWorkingSetBytes = used is { } bytes ? bytes - Math.Min(bytes, inactive) : null,
            MemoryRssBytes = details.TryGetValue("anon", out var anonymous) ? anonymous : Kilobytes(memory, "AnonPages"),
            PageFaults = details.TryGetValue("pgfault", out var faults) ? faults : null,
            MajorPageFaults = details.TryGetValue("pgmajfault", out var majors) ? majors : null,
            SwapUsageBytes = Kilobytes(memory, "SwapTotal") - Kilobytes(memory, "SwapFree"),
        };
    }

    // Where the root cgroup counts no time, /proc/stat does, in hundredths of a second: all but idle and iowait; guests are in user already.
    private ulong? Cpu()
    {
        if (Table(Path.Combine(cgroupRoot, "cpu.stat"), ' ').TryGetValue("usage_usec", out var microseconds))
        {
            return microseconds * 1000;
        }

        var file = Path.Combine(procRoot, "stat");
        var fields = (File.Exists(file) ? File.ReadLines(file).FirstOrDefault() ?? "" : "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 9)
        {
            return null;
        }

        ReadOnlySpan<int> busy = [1, 2, 3, 6, 7, 8];
        var ticks = 0UL;
        foreach (var field in busy)
        {
            ticks += ulong.Parse(fields[field], CultureInfo.InvariantCulture);
        }

        return ticks * 10_000_000;
    }

    private static ulong? Kilobytes(Dictionary<string, ulong> table, string name) => table.TryGetValue(name, out var value) ? value * 1024 : null;

    /// <summary>Lines of a name and a number.</summary>
    private static Dictionary<string, ulong> Table(string path, char separator)
    {
        var table = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            var end = line.IndexOf(separator, StringComparison.Ordinal);
            var value = end < 0 ? "" : line[(end + 1)..].Trim().Split(' ')[0];
            if (ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                table[line[..end]] = number;
            }
        }

        return table;
    }
}
