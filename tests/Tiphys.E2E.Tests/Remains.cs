using System.Net.NetworkInformation;

namespace Tiphys.E2E.Tests;

/// <summary>What of clusters can be seen on the machine.</summary>
internal static class Remains
{
    /// <summary>Mounts, links, cgroups, tables and processes that clusters make; equal before a cluster and after its end.</summary>
    public static List<string> OfMachine() =>
    [
        .. File.ReadLines("/proc/self/mountinfo").Where(line => line.Contains("tiphys-e2e-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        .. NetworkInterface.GetAllNetworkInterfaces().Select(link => link.Name).Where(name => name.StartsWith("tp", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        .. Directory.EnumerateDirectories("/sys/fs/cgroup", "tiphys-*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }).Order(StringComparer.Ordinal),
        .. TablesAsync().GetAwaiter().GetResult(),
        .. Processes(),
    ];

    private static async Task<IEnumerable<string>> TablesAsync() =>
        (await Shell.RunAsync("nft", ["list", "tables"])).Out.Split('\n').Where(line => line.Contains("tiphys", StringComparison.Ordinal));

    private static IEnumerable<string> Processes() =>
        from directory in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(directory), out _)
        let command = CommandOf(directory)
        where command.Contains("tiphys-e2e-", StringComparison.Ordinal)
        select command;

    private static string CommandOf(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
