using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authorization.Nodes;

namespace Tiphys.ApiServer.Tests.Authorization;

public sealed class NodeRelationsTests
{
    private readonly NodeRelations _relations = new();

    [Fact]
    public void A_node_reads_what_its_pods_need_until_the_last_is_gone()
    {
        _relations.Set(Pod("a", "n1"));
        _relations.Set(Pod("b", "n1"));
        Assert.True(Reads("n1", NodeObject.Secret, "s"));
        Assert.True(Reads("n1", NodeObject.ServiceAccount, "robot"));
        Assert.False(Reads("n2", NodeObject.Secret, "s"));
        _relations.Remove(Pod("a", "n1"));
        Assert.True(Reads("n1", NodeObject.Secret, "s"));
        _relations.Remove(Pod("b", "n1"));
        Assert.False(Reads("n1", NodeObject.Secret, "s"));
    }

    [Fact]
    public void A_pod_without_a_node_relates_to_nothing()
    {
        _relations.Set(Pod("a", ""));
        Assert.False(Reads("", NodeObject.Secret, "s"));
    }

    [Fact]
    public void A_mirror_pod_gives_its_node_nothing()
    {
        var pod = Pod("a", "n1");
        _relations.Set(pod with { Metadata = pod.Metadata with { Annotations = ApiMap.Of("kubernetes.io/config.mirror", "x") } });
        Assert.True(Reads("n1", NodeObject.Pod, "a"));
        Assert.False(Reads("n1", NodeObject.Secret, "s"));
    }

    [Fact]
    public void Volumes_and_their_secrets_go_by_the_claim()
    {
        _relations.Set(Volume("web", "data"));
        Assert.False(Reads("n1", NodeObject.PersistentVolume, "v"));
        _relations.Set(Pod("a", "n1"));
        Assert.True(Reads("n1", NodeObject.PersistentVolume, "v"));
        Assert.True(Reads("n1", NodeObject.Secret, "mount"));
        _relations.Set(Volume("web", "other"));
        Assert.False(Reads("n1", NodeObject.PersistentVolume, "v"));
        Assert.False(Reads("n1", NodeObject.Secret, "mount"));
    }

    private bool Reads(string node, NodeObject kind, string name) => _relations.IsRelated(node, kind, kind == NodeObject.PersistentVolume ? "" : "web", name);

    private static Pod Pod(string name, string node) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "web" },
        Spec = new PodSpec
        {
            NodeName = node,
            ServiceAccountName = "robot",
            Volumes =
            [
                new Volume { Name = "s", VolumeSource = new VolumeSource { Secret = new SecretVolumeSource { SecretName = "s" } } },
                new Volume { Name = "d", VolumeSource = new VolumeSource { PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "data" } } },
            ],
        },
    };

    private static PersistentVolume Volume(string ns, string claim) => new()
    {
        Metadata = new ObjectMeta { Name = "v" },
        Spec = new PersistentVolumeSpec
        {
            ClaimRef = new ObjectReference { Namespace = ns, Name = claim },
            PersistentVolumeSource = new PersistentVolumeSource { RBD = new RBDPersistentVolumeSource { SecretRef = new SecretReference { Name = "mount" } } },
        },
    };
}
