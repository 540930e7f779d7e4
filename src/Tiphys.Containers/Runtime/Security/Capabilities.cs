using System.Globalization;

namespace Tiphys.Containers.Security;

/// <summary>Linux capabilities by name, and the set a container gets.</summary>
internal static class Capabilities
{
    // In the order of their numbers (linux/capability.h).
    public static readonly IReadOnlyList<string> All =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID",
        "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN", "CAP_NET_RAW",
        "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT",
        "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD",
        "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG",
        "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
    ];

    /// <summary>What containers have without asking, as with every container engine of Kubernetes.</summary>
    public static readonly IReadOnlyList<string> Default =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID", "CAP_SETUID",
        "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE",
    ];

    private static readonly Lazy<IReadOnlyList<string>> OfThisProcess = new(ReadOwn);

    /// <summary>What this process may hand on. "ALL" means these: a node in a container may lack some.</summary>
    public static IReadOnlyList<string> Available => OfThisProcess.Value;

    /// <exception cref="ContainerRuntimeException">A capability is unknown.</exception>
    public static IReadOnlyList<string> Resolve(CapabilityConfig config, bool privileged)
    {
        if (privileged)
            return Available;
        var add = config.Add.Select(Normalize).ToArray();
        var drop = config.Drop.Select(Normalize).ToArray();
        var set = new List<string>(drop.Contains("ALL") ? [] : add.Contains("ALL") ? Available : Default);
        set.AddRange(add.Where(c => c != "ALL"));
        // Dropped by name weighs more than added by name.
        set.RemoveAll(drop.Contains);
        return [.. set.Distinct()];
    }

    /// <exception cref="ContainerRuntimeException">The capability is unknown.</exception>
    public static string Normalize(string name)
    {
        var upper = name.ToUpperInvariant();
        if (upper == "ALL")
            return upper;
        var full = upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper : "CAP_" + upper;
        return All.Contains(full)
            ? full
            : throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"unknown capability \"{name}\"");
    }

    private static string[] ReadOwn()
    {
        const string field = "CapBnd:";
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        var mask = ulong.Parse(line.AsSpan(field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return [.. All.Where((_, bit) => (mask & (1UL << bit)) != 0)];
    }
}
