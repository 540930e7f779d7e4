using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Kubelet.Tests.Fakes;

namespace Tiphys.Kubelet.Tests.Nodes;

public sealed class NodeRegistrationTests
{
    [Fact]
    public async Task Node_is_registered_ready_with_what_it_has()
    {
        await using var kubelet = new KubeletFixture().Start();
        var node = await NodeAsync(kubelet);
        Assert.Equal("True", node.Status.Conditions.Single(each => each.Type == "Ready").Status);
        Assert.Equal("kubelet is posting ready status", node.Status.Conditions.Single(each => each.Type == "Ready").Message);
        Assert.Equal("linux", node.Metadata.Labels["kubernetes.io/os"]);
        Assert.Equal("node", node.Metadata.Labels["kubernetes.io/hostname"]);
        Assert.Equal("10.244.0.0/24", node.Spec.PodCIDR);
        Assert.Equal((Quantity)"4", node.Status.Allocatable["cpu"]);
        Assert.Equal(10250, node.Status.DaemonEndpoints.KubeletEndpoint.Port);
        Assert.Equal("v1.36.2", node.Status.NodeInfo.KubeletVersion);
        Assert.Contains(node.Status.Images, each => each.Names.Contains("docker.io/library/busybox:latest"));
        Assert.Equal(["InternalIP", "Hostname"], node.Status.Addresses.Select(each => each.Type));
    }

    [Fact]
    public async Task Labels_and_conditions_of_others_stay()
    {
        await using var kubelet = new KubeletFixture();
        kubelet.Client.Put(Node.Empty with
        {
            Metadata = ObjectMeta.Empty with { Name = "node", Labels = ApiMap.Of("mine", "yes") },
            Status = NodeStatus.Empty with { Conditions = [NodeCondition.Empty with { Type = "NetworkUnavailable", Status = "False" }] },
        });
        kubelet.Start();
        var node = await NodeAsync(kubelet);
        Assert.Equal("yes", node.Metadata.Labels["mine"]);
        Assert.Contains(node.Status.Conditions, each => each.Type == "NetworkUnavailable");
    }

    [Fact]
    public async Task Status_is_written_on_change_and_every_five_minutes()
    {
        await using var kubelet = new KubeletFixture().Start();
        await NodeAsync(kubelet);
        await Eventually.TrueAsync(() => kubelet.Client.All<Lease>().Count == 1, "lease");
        kubelet.Client.ClearWrites();
        kubelet.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("update nodes/status node", kubelet.Client.Writes);
        kubelet.Images.Add("other");
        await AdvanceUntilAsync(kubelet, () => kubelet.Client.Writes.Contains("update nodes/status node"), 3);
        kubelet.Client.ClearWrites();
        await AdvanceUntilAsync(kubelet, () => kubelet.Client.Writes.Contains("update nodes/status node"), 40);
    }

    [Fact]
    public async Task Lease_is_renewed_every_ten_seconds()
    {
        await using var kubelet = new KubeletFixture().Start();
        await Eventually.TrueAsync(() => kubelet.Client.Find<Lease>("kube-node-lease", "node") is not null, "lease");
        var lease = kubelet.Client.Find<Lease>("kube-node-lease", "node")!;
        Assert.Equal(40, lease.Spec.LeaseDurationSeconds);
        Assert.Equal("node", lease.Spec.HolderIdentity);
        await AdvanceUntilAsync(kubelet, () => kubelet.Client.Find<Lease>("kube-node-lease", "node")!.Spec.RenewTime != lease.Spec.RenewTime, 3);
    }

    private static async Task<Node> NodeAsync(KubeletFixture kubelet)
    {
        await Eventually.TrueAsync(() => kubelet.Client.Find<Node>(null, "node")?.Status.Conditions.Any(each => each.Type == "Ready") is true, "node is ready");
        return kubelet.Client.Find<Node>(null, "node")!;
    }

    // A loop that is just between two waits sees a moved clock only after its next one.
    private static async Task AdvanceUntilAsync(KubeletFixture kubelet, Func<bool> condition, int steps)
    {
        for (var step = 0; step < steps && !condition(); step++)
        {
            kubelet.Clock.Advance(TimeSpan.FromSeconds(10));
            var deadline = TimeProvider.System.GetTimestamp();
            while (!condition() && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMilliseconds(300))
            {
                await Task.Yield();
            }
        }

        await Eventually.TrueAsync(condition, "what the clock brings");
    }
}
