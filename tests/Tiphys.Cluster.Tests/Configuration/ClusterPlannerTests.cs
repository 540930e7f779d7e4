using System.Net;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cluster.Tests.Configuration;

public sealed class ClusterPlannerTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("planner");

    private ClusterDirectory Place => ClusterDirectory.At(_root.FullName);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_second_cluster_gets_other_networks()
    {
        var first = ClusterPlanner.Plan(Place, new ClusterWishes(), []);
        var second = ClusterPlanner.Plan(Place, new ClusterWishes(), [IPAddress.Parse("10.244.0.1"), IPAddress.Parse("10.97.0.10")]);
        Assert.Equal(("10.244.0.0/16", "10.96.0.0/16"), (first.PodCidr, first.ServiceCidr));
        Assert.Equal(("10.242.0.0/16", "10.98.0.0/16"), (second.PodCidr, second.ServiceCidr));
    }

    [Fact]
    public void What_was_decided_stays()
    {
        var made = ClusterPlanner.LoadOrPlan(Place, new ClusterWishes { NodeName = "one" });
        Assert.Equal(made, ClusterPlanner.LoadOrPlan(Place, new ClusterWishes()));
        var error = Assert.Throws<ClusterException>(() => ClusterPlanner.LoadOrPlan(Place, new ClusterWishes { NodeName = "two" }));
        Assert.Contains("--node-name one, which cannot change to two", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_address_may_move()
    {
        ClusterPlanner.LoadOrPlan(Place, new ClusterWishes());
        var moved = ClusterPlanner.LoadOrPlan(Place, new ClusterWishes { Listen = new IPEndPoint(IPAddress.Loopback, 7777) });
        Assert.Equal("127.0.0.1:7777", moved.Listen);
        Assert.Equal(moved, ClusterPlanner.LoadOrPlan(Place, new ClusterWishes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"instance\":")]
    [InlineData("""{"instance":"a","nodeName":"n","podCIDR":"x","podCidr":"x","serviceCidr":"10.96.0.0/16","listen":"127.0.0.1:1","kubeletPort":1}""")]
    public void Damaged_settings_are_told(string content)
    {
        File.WriteAllText(Place.Settings, content);
        Assert.Contains("cluster.json is damaged", Assert.Throws<ClusterException>(() => ClusterSettings.Find(Place)).Message, StringComparison.Ordinal);
    }
}
