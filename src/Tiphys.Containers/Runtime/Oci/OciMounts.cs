using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Oci;

/// <summary>The mounts of a container: those of every container, those of its pod, and its own.</summary>
internal static class OciMounts
{
    public static IReadOnlyList<OciMount> Build(OciSpecInput input)
    {
        var own = input.Config.Mounts.Select(m => m with { ContainerPath = Clean(m.ContainerPath) }).ToArray();
        var taken = own.Select(m => m.ContainerPath).ToHashSet();
        var mounts = new List<OciMount>();
        mounts.AddRange(Kernel(input).Where(m => !taken.Contains(m.Destination)));
        mounts.AddRange(OfPod(input).Where(m => !taken.Contains(m.Destination)));
        // A directory before what is mounted inside it; equal depths in the order given.
        mounts.AddRange(own.OrderBy(m => m.ContainerPath.Count(c => c == '/')).Select(Bind));
        return mounts;
    }

    /// <summary>The root must let through what any of its mounts is to receive or send.</summary>
    public static string? RootPropagation(IReadOnlyList<OciMount> mounts) =>
        mounts.Any(m => m.Options.Contains("rshared")) ? "rshared"
        : mounts.Any(m => m.Options.Contains("rslave")) ? "rslave"
        : null;

    private static IEnumerable<OciMount> Kernel(OciSpecInput input)
    {
        var access = input.Config.SecurityContext.Privileged ? "rw" : "ro";
        yield return new OciMount("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]);
        yield return new OciMount("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]);
        yield return new OciMount("/dev/pts", "devpts", "devpts", ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]);
        // Shows the queues of whichever IPC namespace it is mounted in.
        yield return new OciMount("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]);
        yield return new OciMount("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", access]);
        yield return new OciMount("/sys/fs/cgroup", "cgroup", "cgroup", ["nosuid", "noexec", "nodev", "relatime", access]);
    }

    private static IEnumerable<OciMount> OfPod(OciSpecInput input)
    {
        var options = input.Config.SecurityContext.Namespaces ?? input.Sandbox.Namespaces;
        var shared = options.Ipc == NamespaceMode.Node ? "/dev/shm" : input.SandboxPaths.SharedMemory;
        yield return new OciMount("/dev/shm", "bind", shared, ["rbind", "rprivate", "nosuid", "noexec", "nodev", "rw"]);
        var access = input.Config.SecurityContext.ReadOnlyRootFilesystem ? "ro" : "rw";
        if (input.Sandbox.Dns is not null)
            yield return new OciMount("/etc/resolv.conf", "bind", input.SandboxPaths.ResolvConf, ["rbind", "rprivate", access]);
        if (input.Sandbox.Hostname.Length > 0)
            yield return new OciMount("/etc/hostname", "bind", input.SandboxPaths.HostnameFile, ["rbind", "rprivate", access]);
    }

    private static OciMount Bind(ContainerMount mount)
    {
        if (!Path.IsPathFullyQualified(mount.HostPath))
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"host path \"{mount.HostPath}\" is not absolute");
        if (!Path.Exists(mount.HostPath))
            Directory.CreateDirectory(mount.HostPath);
        var propagation = mount.Propagation switch
        {
            MountPropagation.HostToContainer => "rslave",
            MountPropagation.Bidirectional => "rshared",
            _ => "rprivate",
        };
        RequirePropagation(mount);
        var access = mount.RecursiveReadOnly ? "rro" : mount.ReadOnly ? "ro" : "rw";
        return new OciMount(mount.ContainerPath, "bind", mount.HostPath, ["rbind", propagation, access]);
    }

    private static void RequirePropagation(ContainerMount mount)
    {
        if (mount.Propagation == MountPropagation.Private)
            return;
        var source = MountTable.Find(mount.HostPath);
        var isEnough = source is { IsShared: true } || (mount.Propagation == MountPropagation.HostToContainer && source is { IsSlave: true });
        if (!isEnough)
        {
            var wanted = mount.Propagation == MountPropagation.Bidirectional ? "a shared mount" : "a shared or slave mount";
            throw new ContainerRuntimeException(
                ContainerRuntimeError.InvalidConfiguration,
                $"path \"{mount.HostPath}\" is mounted on \"{source?.MountPoint}\" but it is not {wanted}");
        }
    }

    private static string Clean(string path) => Path.GetFullPath("/" + path.TrimStart('/')) is var full && full.Length > 1 ? full.TrimEnd('/') : "/";
}
