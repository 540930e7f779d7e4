namespace Tiphys.Kubelet.Cgroups;

/// <summary>CPU in the units of the kernel's scheduler (upstream: pkg/kubelet/cm/helpers_linux.go).</summary>
internal static class CpuShares
{
    public const ulong PeriodMicroseconds = 100_000;
    private const long MinimumQuotaMicroseconds = 1000;
    private const long Minimum = 2;
    private const long Maximum = 262_144;

    /// <summary>Weight: 1024 for one CPU.</summary>
    public static ulong FromMilliCpu(long milliCpu) => milliCpu <= 0 ? Minimum : (ulong)Math.Clamp(milliCpu * 1024 / 1000, Minimum, Maximum);

    /// <summary>Microseconds in each period.</summary>
    public static long Quota(long milliCpu) => Math.Max(MinimumQuotaMicroseconds, milliCpu * (long)PeriodMicroseconds / 1000);
}
