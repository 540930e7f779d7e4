using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Oci;

/// <summary>Device nodes to make in a container, and the cgroup rules that open them.</summary>
internal static class OciDevices
{
    // The runtime makes these itself, or mounts something of the container's own there.
    private static readonly string[] NotFromNode = ["/dev/pts", "/dev/shm", "/dev/mqueue", "/dev/fd", "/dev/console", "/dev/ptmx"];

    public static (IReadOnlyList<OciDevice> Nodes, IReadOnlyList<OciDeviceRule> Rules) Build(IReadOnlyList<ContainerDevice> devices, bool privileged)
    {
        if (privileged)
            return ([.. Walk("/dev", "/dev")], [new OciDeviceRule(true, null, null, null, "rwm")]);
        var nodes = new List<OciDevice>();
        var rules = new List<OciDeviceRule> { new(false, null, null, null, "rwm") };
        foreach (var device in devices)
        {
            foreach (var node in Expand(device))
            {
                nodes.Add(node);
                rules.Add(new OciDeviceRule(true, node.Type, node.Major, node.Minor, device.Permissions));
            }
        }

        return (nodes, rules);
    }

    private static IEnumerable<OciDevice> Expand(ContainerDevice device)
    {
        var path = File.ResolveLinkTarget(device.HostPath, returnFinalTarget: true)?.FullName ?? device.HostPath;
        if (Directory.Exists(path))
            return Walk(path, device.ContainerPath);
        return TryRead(path, device.ContainerPath) is { } node
            ? [node]
            : throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"\"{device.HostPath}\" is not a device");
    }

    private static IEnumerable<OciDevice> Walk(string hostDirectory, string containerDirectory)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(hostDirectory))
        {
            var target = $"{containerDirectory}/{Path.GetFileName(entry)}";
            var status = Libc.Stat(entry, followLinks: false);
            if (status is null || NotFromNode.Contains(entry))
                continue;
            if (status.Value.IsDirectory)
            {
                foreach (var node in Walk(entry, target))
                    yield return node;
            }
            else if (TryRead(entry, target) is { } node)
            {
                yield return node;
            }
        }
    }

    private static OciDevice? TryRead(string hostPath, string containerPath)
    {
        var status = Libc.Stat(hostPath, followLinks: false);
        var type = status is { IsCharacterDevice: true } ? "c" : status is { IsBlockDevice: true } ? "b" : null;
        return type is null ? null : new OciDevice
        {
            Path = containerPath,
            Type = type,
            Major = status!.Value.DeviceMajor,
            Minor = status.Value.DeviceMinor,
            FileMode = status.Value.Permissions,
            Uid = 0,
            Gid = 0,
        };
    }
}
