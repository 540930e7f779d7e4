using System.Globalization;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>Reads /proc/net/dev (proc_pid_net(5)) of a network namespace.</summary>
internal static class NetworkUsage
{
    public static IReadOnlyList<NetworkInterfaceUsage> Read(string namespacePath) =>
        Parse(NamespaceThread.RunInNetwork(namespacePath, () => File.ReadAllText("/proc/thread-self/net/dev")));

    internal static IReadOnlyList<NetworkInterfaceUsage> Parse(string table)
    {
        var interfaces = new List<NetworkInterfaceUsage>();
        foreach (var line in table.Split('\n').Skip(2))
        {
            var colon = line.IndexOf(':');
            if (colon < 0)
                continue;
            var name = line[..colon].Trim();
            var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (name != "lo" && fields.Length >= 11)
                interfaces.Add(new NetworkInterfaceUsage(name, Number(fields[0]), Number(fields[2]), Number(fields[8]), Number(fields[10])));
        }

        return interfaces;
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
