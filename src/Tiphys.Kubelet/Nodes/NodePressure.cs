using System.Globalization;

namespace Tiphys.Kubelet.Nodes;

/// <summary>
/// Whether the machine runs short of something, by upstream's thresholds of eviction: memory below 100 Mi, disk below 10 %, less than a
/// twentieth of the process numbers left.
/// </summary>
internal sealed record NodePressure(bool Memory, bool Disk, bool Processes)
{
    private const long LeastMemoryKib = 100 * 1024;

    public static NodePressure None { get; } = new(false, false, false);

    public static NodePressure Read(string directory)
    {
        var drive = new DriveInfo(directory);
        return new NodePressure(
            NodeFacts.MemoryInfo("MemAvailable") < LeastMemoryKib,
            drive.AvailableFreeSpace < drive.TotalSize / 10,
            HasFewProcesses());
    }

    private static bool HasFewProcesses()
    {
        // "0.00 0.01 0.05 1/80 4321": the number after the slash counts all threads.
        var load = NodeFacts.ReadLine("/proc/loadavg").Split(' ');
        return load.Length > 3
            && load[3].Split('/') is [_, var threads]
            && long.TryParse(threads, CultureInfo.InvariantCulture, out var used)
            && long.TryParse(NodeFacts.ReadLine("/proc/sys/kernel/pid_max"), CultureInfo.InvariantCulture, out var most)
            && used > most - (most / 20);
    }
}
