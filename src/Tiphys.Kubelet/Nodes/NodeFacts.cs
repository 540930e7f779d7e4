using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Nodes;

/// <summary>Reads what a machine says of itself.</summary>
internal static class NodeFacts
{
    public static NodeSystemInfo SystemInfo(KubeletOptions options)
    {
        var machineId = ReadLine("/etc/machine-id");
        return NodeSystemInfo.Empty with
        {
            MachineID = machineId,
            SystemUUID = ReadLine("/sys/class/dmi/id/product_uuid") is { Length: > 0 } uuid ? uuid : machineId,
            BootID = ReadLine("/proc/sys/kernel/random/boot_id"),
            KernelVersion = ReadLine("/proc/sys/kernel/osrelease"),
            OSImage = OSImage(),
            ContainerRuntimeVersion = $"{options.RuntimeName}://{options.RuntimeVersion}",
            KubeletVersion = options.KubeletVersion,
            OperatingSystem = "linux",
            Architecture = NodeResources.Architecture,
            Swap = MemoryInfo("SwapTotal") is > 0 and var swap ? NodeSwapStatus.Empty with { Capacity = swap * 1024 } : null,
        };
    }

    /// <summary>A line of /proc/meminfo, in KiB; 0 when it is not there.</summary>
    public static long MemoryInfo(string name)
    {
        var line = File.ReadLines("/proc/meminfo").FirstOrDefault(each => each.StartsWith(name + ":", StringComparison.Ordinal));
        var number = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.TryParse(number, CultureInfo.InvariantCulture, out var kib) ? kib : 0;
    }

    /// <summary>The first line of a file; empty when it cannot be read.</summary>
    public static string ReadLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault("").Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string OSImage()
    {
        const string key = "PRETTY_NAME=";
        var path = File.Exists("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release";
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(each => each.StartsWith(key, StringComparison.Ordinal)) : null;
        return line is null ? "Linux" : line[key.Length..].Trim('"', '\'');
    }
}
