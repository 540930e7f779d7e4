using System.Text;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Sandboxes;

/// <summary>A pod's <c>/etc/hosts</c>, which the kubelet writes (upstream: ensureHostsFile of pkg/kubelet/kubelet_pods.go).</summary>
internal static class HostsFile
{
    /// <summary>For a pod with a network of its own.</summary>
    public static string ForPod(IReadOnlyList<string> podIPs, PodHostName name, ApiList<HostAlias> aliases)
    {
        var text = new StringBuilder("# Kubernetes-managed hosts file.\n")
            .Append("127.0.0.1\tlocalhost\n")
            .Append("::1\tlocalhost ip6-localhost ip6-loopback\n")
            .Append("fe00::0\tip6-localnet\n")
            .Append("fe00::0\tip6-mcastprefix\n")
            .Append("fe00::1\tip6-allnodes\n")
            .Append("fe00::2\tip6-allrouters\n");
        foreach (var ip in podIPs)
        {
            text.Append(name.Domain.Length > 0 ? $"{ip}\t{name.FullName}\t{name.HostName}\n" : $"{ip}\t{name.HostName}\n");
        }

        return AppendAliases(text, aliases).ToString();
    }

    /// <summary>For a pod with the node's network, from the node's file.</summary>
    public static string ForHostNetwork(string nodeHosts, ApiList<HostAlias> aliases) =>
        AppendAliases(new StringBuilder("# Kubernetes-managed hosts file (host network).\n").Append(nodeHosts), aliases).ToString();

    private static StringBuilder AppendAliases(StringBuilder text, ApiList<HostAlias> aliases)
    {
        if (!aliases.IsEmpty)
        {
            text.Append("\n# Entries added by HostAliases.\n");
        }

        foreach (var alias in aliases)
        {
            text.Append($"{alias.IP}\t{string.Join('\t', alias.Hostnames)}\n");
        }

        return text;
    }
}
