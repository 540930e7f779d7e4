using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Sandboxes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Sandboxes;

public sealed class PodDnsTests
{
    private static readonly DnsConfig Node = PodDns.Parse("# local\nnameserver 192.0.2.53\nsearch example.com. lab\noptions ndots:2 timeout:1\n");

    [Theory]
    [InlineData(DNSPolicy.ClusterFirst, false, "10.96.0.10", "default.svc.cluster.local svc.cluster.local cluster.local example.com lab", "ndots:5")]
    [InlineData(DNSPolicy.ClusterFirst, true, "192.0.2.53", "example.com lab", "ndots:2 timeout:1")]
    [InlineData(DNSPolicy.ClusterFirstWithHostNet, true, "10.96.0.10", "default.svc.cluster.local svc.cluster.local cluster.local example.com lab", "ndots:5")]
    [InlineData(DNSPolicy.Default, false, "192.0.2.53", "example.com lab", "ndots:2 timeout:1")]
    [InlineData(DNSPolicy.None, false, "", "", "")]
    public void Policy_decides_where_names_are_looked_up(string policy, bool hostNetwork, string servers, string searches, string options)
    {
        var config = Build(PodSpec.Empty with { DNSPolicy = policy, HostNetwork = hostNetwork });
        Assert.Equal(servers, string.Join(' ', config.Servers));
        Assert.Equal(searches, string.Join(' ', config.Searches));
        Assert.Equal(options, string.Join(' ', config.Options));
    }

    [Fact]
    public void Own_configuration_is_added()
    {
        var own = PodDNSConfig.Empty with
        {
            Nameservers = ["1.1.1.1", "10.96.0.10"],
            Searches = ["my.dns", "lab"],
            Options = [PodDNSConfigOption.Empty with { Name = "ndots", Value = "1" }, PodDNSConfigOption.Empty with { Name = "edns0" }],
        };
        var config = Build(PodSpec.Empty with { DNSPolicy = DNSPolicy.ClusterFirst, DNSConfig = own });
        Assert.Equal(["10.96.0.10", "1.1.1.1"], config.Servers);
        Assert.Equal("my.dns", config.Searches[^1]);
        Assert.Equal(["ndots:1", "edns0"], config.Options);
    }

    [Fact]
    public void More_than_three_servers_are_told_and_left_out()
    {
        var warnings = new List<string>();
        var own = PodDNSConfig.Empty with { Nameservers = ["1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4"] };
        var pod = Pod("web") with { Spec = PodSpec.Empty with { DNSPolicy = DNSPolicy.None, DNSConfig = own } };
        Assert.Equal(3, PodDns.Build(pod, Node, null, "cluster.local", warnings.Add).Servers.Count);
        Assert.Equal(
            "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 1.1.1.1 2.2.2.2 3.3.3.3", Assert.Single(warnings));
    }

    [Fact]
    public void Hosts_file_names_the_pod_with_its_domain_and_aliases()
    {
        var pod = Pod("web") with { Spec = PodSpec.Empty with { Hostname = "first", Subdomain = "db" } };
        var name = PodHostName.Of(pod, "cluster.local");
        var text = HostsFile.ForPod(["10.0.0.1"], name, [HostAlias.Empty with { IP = "1.2.3.4", Hostnames = ["a", "b"] }]);
        Assert.StartsWith("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n", text);
        Assert.EndsWith("10.0.0.1\tfirst.db.default.svc.cluster.local\tfirst\n\n# Entries added by HostAliases.\n1.2.3.4\ta\tb\n", text);
    }

    [Fact]
    public void Long_pod_names_make_host_names_of_63_characters() =>
        Assert.Equal(new string('a', 62), PodHostName.Of(Pod(new string('a', 62) + "-bcd"), "cluster.local").HostName);

    private static DnsConfig Build(PodSpec spec) => PodDns.Build(Pod("web") with { Spec = spec }, Node, "10.96.0.10", "cluster.local", Assert.Fail);
}
