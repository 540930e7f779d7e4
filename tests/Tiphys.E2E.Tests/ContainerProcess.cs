using System.Diagnostics;
using System.Globalization;

namespace Tiphys.E2E.Tests;

/// <summary>Processes of containers, as the machine sees them.</summary>
internal static class ContainerProcess
{
    /// <summary>Kills a container's first process from outside, as a crash or the kernel would.</summary>
    /// <param name="containerId">As in the pod's status, e.g. <c>tiphys://0123…</c>.</param>
    public static async Task KillAsync(string containerId)
    {
        using var process = Process.GetProcessById(PidOf(containerId[(containerId.LastIndexOf('/') + 1)..]));
        process.Kill();
        await process.WaitForExitAsync();
    }

    // The first process of a container has the lowest number of those in its cgroup.
    private static int PidOf(string id) => (
        from directory in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(directory)
        where name.All(char.IsAsciiDigit) && CgroupOf(directory).Contains(id, StringComparison.Ordinal)
        select int.Parse(name, CultureInfo.InvariantCulture)).Min();

    private static string CgroupOf(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "cgroup"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
