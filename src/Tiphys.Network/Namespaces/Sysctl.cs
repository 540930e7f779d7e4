namespace Tiphys.Network.Namespaces;

/// <summary>Kernel parameters under <c>/proc/sys/net</c> of the calling thread's network namespace.</summary>
internal static class Sysctl
{
    /// <summary>Sets a parameter, such as <c>net/ipv4/ip_forward</c>, if it has another value.</summary>
    internal static void Set(string name, string value)
    {
        string path = "/proc/sys/" + name;
        if (File.ReadAllText(path).AsSpan().Trim() is var now && now.SequenceEqual(value))
        {
            return;
        }

        File.WriteAllText(path, value);
    }

    internal static string Get(string name) => File.ReadAllText("/proc/sys/" + name).Trim();
}
