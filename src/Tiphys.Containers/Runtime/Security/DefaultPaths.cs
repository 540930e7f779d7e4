namespace Tiphys.Containers.Security;

/// <summary>What of /proc and /sys an ordinary container does not see or may not write, as Kubernetes has it (procMount Default).</summary>
internal static class DefaultPaths
{
    public static readonly IReadOnlyList<string> Masked =
    [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
        "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
    ];

    public static readonly IReadOnlyList<string> ReadOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];
}
