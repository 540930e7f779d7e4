namespace Tiphys.Cluster.Nodes;

/// <summary>Looks whether this machine can be a node before anything is started.</summary>
public static class NodePreflight
{
    // What namespaces of the kernel are called in /proc.
    private static readonly string[] Namespaces = ["mnt", "pid", "net", "ipc", "uts"];

    /// <summary>Throws when something is missing that only the administrator can give.</summary>
    /// <exception cref="ClusterException">The message says what is missing and what to do.</exception>
    public static void Check()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new ClusterException("pods need Linux; the control plane alone runs anywhere: 'tiphys server --components apiserver,controllers,scheduler'");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new ClusterException(
                "a node needs root: run it with sudo, or the control plane alone with 'tiphys server --components apiserver,controllers,scheduler'");
        }

        if (Namespaces.FirstOrDefault(name => !File.Exists($"/proc/self/ns/{name}")) is { } missing)
        {
            throw new ClusterException($"this kernel has no {missing} namespaces, which containers need (CONFIG_{missing.ToUpperInvariant()}_NS)");
        }

        if (!Directory.Exists("/sys/fs/cgroup") || !Directory.EnumerateFileSystemEntries("/sys/fs/cgroup").Any())
        {
            throw new ClusterException("no cgroups are mounted at /sys/fs/cgroup, which containers need: mount -t cgroup2 none /sys/fs/cgroup");
        }

        CheckOverlay();
    }

    private static void CheckOverlay()
    {
        // A module is listed only once it is loaded, so its file counts too.
        var known = File.ReadLines("/proc/filesystems").Any(line => line.EndsWith("\toverlay", StringComparison.Ordinal));
        var release = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        if (!known && !Directory.Exists($"/lib/modules/{release}/kernel/fs/overlayfs"))
        {
            throw new ClusterException($"this kernel ({release}) has no overlayfs, which images need: load the module 'overlay' (CONFIG_OVERLAY_FS)");
        }
    }
}
