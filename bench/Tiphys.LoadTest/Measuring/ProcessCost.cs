using System.Globalization;

namespace Tiphys.LoadTest.Measuring;

/// <summary>CPU and memory of processes (proc_pid_stat(5), proc_pid_status(5)).</summary>
/// <param name="CpuMicroseconds">User and system time so far.</param>
/// <param name="ResidentBytes">Memory now.</param>
/// <param name="PeakBytes">The most it ever was.</param>
internal sealed record ProcessCost(double CpuMicroseconds, long ResidentBytes, long PeakBytes)
{
    // The kernel counts in hundredths of a second on all machines (USER_HZ); schedstat counts in nanoseconds and is finer where it is there.
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>The sum over processes that run.</summary>
    public static ProcessCost Of(IEnumerable<int> pids) =>
        pids.Select(OfOne).Aggregate(new ProcessCost(0, 0, 0), (sum, each) => new ProcessCost(
            sum.CpuMicroseconds + each.CpuMicroseconds, sum.ResidentBytes + each.ResidentBytes, sum.PeakBytes + each.PeakBytes));

    private static ProcessCost OfOne(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        var status = File.ReadLines($"/proc/{pid}/status").ToList();
        return new ProcessCost(ticks * MicrosecondsPerTick, Kilobytes(status, "VmRSS:"), Kilobytes(status, "VmHWM:"));
    }

    private static long Kilobytes(List<string> lines, string name) =>
        lines.Find(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024
            : 0;
}
