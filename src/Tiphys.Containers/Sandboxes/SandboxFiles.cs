using System.Globalization;
using System.Text;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Sandboxes;

/// <summary>The files that all containers of a pod are given.</summary>
internal static class SandboxFiles
{
    public static void Write(PodSandboxConfig config, SandboxPaths paths)
    {
        if (config.Hostname.Length > 0)
            WriteReadable(paths.HostnameFile, config.Hostname + "\n");
        if (config.Dns is { } dns)
            WriteReadable(paths.ResolvConf, ResolvConf(dns));
    }

    public static void MountSharedMemory(PodSandboxConfig config, SandboxPaths paths)
    {
        Directory.CreateDirectory(paths.SharedMemory);
        var data = string.Create(CultureInfo.InvariantCulture, $"mode=1777,size={config.SharedMemoryBytes}");
        Libc.Mount("shm", paths.SharedMemory, "tmpfs", Libc.MountNoSuid | Libc.MountNoDev | Libc.MountNoExec, data);
    }

    /// <summary>resolv.conf(5).</summary>
    internal static string ResolvConf(DnsConfig dns)
    {
        var text = new StringBuilder();
        if (dns.Searches.Count > 0)
            text.Append("search ").AppendJoin(' ', dns.Searches).Append('\n');
        foreach (var server in dns.Servers)
            text.Append("nameserver ").Append(server).Append('\n');
        if (dns.Options.Count > 0)
            text.Append("options ").AppendJoin(' ', dns.Options).Append('\n');
        return text.ToString();
    }

    private static void WriteReadable(string path, string content)
    {
        File.WriteAllText(path, content);
        Libc.Chmod(path, 0x1A4);
    }
}
