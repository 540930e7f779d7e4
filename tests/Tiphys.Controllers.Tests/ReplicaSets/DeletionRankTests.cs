using CsCheck;
using Tiphys.Api.Core.V1;
using Tiphys.Controllers.ReplicaSets;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.ReplicaSets;

public sealed class DeletionRankTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pods_whose_loss_hurts_less_go_first()
    {
        Pod[] inOrder =
        [
            Pods.Named("unassigned"),
            Pod("pending", phase: "Pending"),
            Pod("unready", ready: false),
            Pod("cheap", cost: "-10"),
            Pod("crowded", node: "crowded"),
            Pod("young", age: 60),
            Pod("restarted", age: 100_000, restarts: 3),
            Pod("old", age: 100_000),
        ];
        var related = inOrder.Append(Pod("neighbour", node: "crowded")).Append(Pod("neighbour2", node: "crowded"));
        var chosen = DeletionRank.Choose([.. inOrder.Reverse()], related, inOrder.Length - 1, Now);
        Assert.Equal(inOrder[..^1].Select(pod => pod.Metadata.Name), chosen.Select(pod => pod.Metadata.Name));
    }

    [Fact]
    public void The_order_has_no_contradictions()
    {
        var pods = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Bool, Gen.Int[-1, 1], Gen.Int[0, 5], Gen.Int[0, 2])
            .Select(p => Pod("p", p.Item1 == 0 ? "" : $"n{p.Item6}", new[] { "Pending", "Running", "Unknown" }[p.Item2], p.Item3, $"{p.Item4}", 1 << (p.Item5 * 4), p.Item6));
        var rank = new DeletionRank(new Dictionary<string, int> { ["n0"] = 1, ["n1"] = 2 }, Now);
        Gen.Select(pods, pods, pods).Sample(t =>
        {
            var (a, b, c) = t;
            return Math.Sign(rank.Compare(a, b)) == -Math.Sign(rank.Compare(b, a))
                && (rank.Compare(a, b) > 0 || rank.Compare(b, c) > 0 || rank.Compare(a, c) <= 0);
        });
    }

    private static Pod Pod(
        string name, string? node = null, string phase = "Running", bool ready = true, string cost = "0", int age = 1000, int restarts = 0)
    {
        var pod = Pods.Named(name, node: node ?? $"node-of-{name}");
        var time = new Time(Now.AddSeconds(-age));
        return pod with
        {
            Metadata = pod.Metadata with { CreationTimestamp = time, Annotations = ApiMap.Of("controller.kubernetes.io/pod-deletion-cost", cost) },
            Status = pod.Status with
            {
                Phase = phase,
                Conditions = [PodCondition.Empty with { Type = "Ready", Status = ready ? "True" : "False", LastTransitionTime = time }],
                ContainerStatuses = [ContainerStatus.Empty with { Name = "c", RestartCount = restarts }],
            },
        };
    }
}
