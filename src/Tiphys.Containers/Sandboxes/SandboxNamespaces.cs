using System.Text;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Sandboxes;

/// <summary>Makes a sandbox's namespaces and binds them to files, so that they live without a process.</summary>
internal static class SandboxNamespaces
{
    // Ports below 1024 and ping need no privilege in a namespace whose ports are all its own.
    private static readonly KeyValuePair<string, string>[] NetworkDefaults =
    [
        new("net.ipv4.ip_unprivileged_port_start", "0"),
        new("net.ipv4.ping_group_range", "0 2147483647"),
    ];

    private static readonly string[] IpcSysctls = ["kernel/shm", "kernel/msg", "kernel/sem", "fs/mqueue/"];

    /// <exception cref="LinuxException">The kernel refuses a namespace.</exception>
    /// <exception cref="ContainerRuntimeException">A sysctl does not exist or refuses its value.</exception>
    public static void Create(PodSandboxConfig config, SandboxPaths paths)
    {
        var pins = Pins(config, paths);
        if (pins.Count == 0 && config.Sysctls.Count == 0)
            return;
        Directory.CreateDirectory(paths.Namespaces);
        foreach (var pin in pins)
            File.WriteAllBytes(pin.Path, []);
        var sysctls = Sysctls(config);
        var hostname = Encoding.UTF8.GetBytes(config.Hostname);
        // Everything is prepared: the thread in the new namespaces only makes system calls.
        NamespaceThread.Run(() => Make(pins, sysctls, hostname));
    }

    /// <summary>The namespaces that the sandbox has of its own.</summary>
    private static List<NamespacePin> Pins(PodSandboxConfig config, SandboxPaths paths)
    {
        var pins = new List<NamespacePin>();
        if (config.Namespaces.Network != NamespaceMode.Node)
        {
            pins.Add(new NamespacePin("net", Libc.CloneNewNet, paths.NetworkNamespace));
            pins.Add(new NamespacePin("uts", Libc.CloneNewUts, paths.UtsNamespace));
        }

        if (config.Namespaces.Ipc != NamespaceMode.Node)
            pins.Add(new NamespacePin("ipc", Libc.CloneNewIpc, paths.IpcNamespace));
        return pins;
    }

    private static (string Path, string Value)[] Sysctls(PodSandboxConfig config)
    {
        foreach (var name in config.Sysctls.Keys)
            RequireOwn(name, config.Namespaces);
        var defaults = config.Namespaces.Network == NamespaceMode.Node ? [] : NetworkDefaults;
        return [.. defaults.Where(d => !config.Sysctls.ContainsKey(d.Key)).Concat(config.Sysctls).Select(s => (SysctlPath(s.Key), s.Value))];
    }

    // What is not the pod's would be set for the whole machine.
    private static void RequireOwn(string name, NamespaceOptions namespaces)
    {
        var path = SysctlPath(name);
        var isOwn = path.StartsWith("/proc/sys/net/", StringComparison.Ordinal) ? namespaces.Network != NamespaceMode.Node
            : IpcSysctls.Any(p => path.StartsWith("/proc/sys/" + p, StringComparison.Ordinal)) && namespaces.Ipc != NamespaceMode.Node;
        if (!isOwn)
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"sysctl \"{name}\" is not one of the pod's own namespaces");
    }

    // Both separators are allowed; the first one found decides (sysctl(8)), e.g. net/ipv4/conf/eth0.100/forwarding.
    private static string SysctlPath(string name)
    {
        var slash = name.IndexOf('/');
        var dot = name.IndexOf('.');
        var usesSlashes = slash >= 0 && (dot < 0 || slash < dot);
        var path = usesSlashes ? name : string.Concat(name.Select(c => c switch { '.' => '/', '/' => '.', _ => c }));
        return path.Split('/').Contains("..")
            ? throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"invalid sysctl \"{name}\"")
            : "/proc/sys/" + path;
    }

    private static void Make(List<NamespacePin> pins, (string Path, string Value)[] sysctls, byte[] hostname)
    {
        Libc.Unshare(pins.Aggregate(0, (flags, pin) => flags | pin.Flag));
        if (pins.Any(p => p.Flag == Libc.CloneNewUts))
        {
            if (hostname.Length > 0)
                Libc.SetHostName(hostname);
            Loopback.BringUp();
        }

        foreach (var (path, value) in sysctls)
            WriteSysctl(path, value);
        foreach (var pin in pins)
            Libc.Mount($"/proc/thread-self/ns/{pin.Name}", pin.Path, null, Libc.MountBind, null);
    }

    private static void WriteSysctl(string path, string value)
    {
        try
        {
            using var file = Libc.Open(path, Libc.OpenWriteOnly);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(value), 0);
        }
        catch (IOException exception)
        {
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"set {path} to \"{value}\": {exception.Message}", exception);
        }
    }

    private readonly record struct NamespacePin(string Name, int Flag, string Path);
}

/// <summary>The loopback interface of the calling thread's network namespace.</summary>
internal static unsafe class Loopback
{
    public static void BringUp()
    {
        const int internet = 2;
        const int datagram = 2;
        const nuint getFlags = 0x8913; // SIOCGIFFLAGS
        const nuint setFlags = 0x8914; // SIOCSIFFLAGS
        const short up = 0x1;
        using var socket = new SafeFileHandle(Libc.Socket(internet, datagram), ownsHandle: true);
        // struct ifreq: a name of 16 bytes, then the flags.
        var request = stackalloc byte[40];
        new Span<byte>(request, 40).Clear();
        "lo"u8.CopyTo(new Span<byte>(request, 16));
        LinuxException.ThrowIfNegative(Libc.Ioctl(socket, getFlags, request), "ioctl SIOCGIFFLAGS lo");
        *(short*)(request + 16) |= up;
        LinuxException.ThrowIfNegative(Libc.Ioctl(socket, setFlags, request), "ioctl SIOCSIFFLAGS lo");
    }
}
