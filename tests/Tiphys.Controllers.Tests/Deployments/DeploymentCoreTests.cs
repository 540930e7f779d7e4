using CsCheck;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Controllers.Deployments;

namespace Tiphys.Controllers.Tests.Deployments;

public sealed class DeploymentCoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 20, 13, 7)]
    [InlineData(5, 20, 10, 10)]
    [InlineData(10, 6, 4, 2)]
    [InlineData(8, 1, 1, 0)]
    public void Scaling_in_the_middle_of_a_rollout_keeps_the_proportions(int old, int wanted, int expectedOld, int expectedNew)
    {
        // Half way from one template to the next, with no surge.
        var sets = new[] { Set("old", "v1", old, 1, old + 5), Set("new", "v2", 5, 2, old + 5) };
        var deployment = Deployment(wanted, "v2", surge: 0, unavailable: 1);
        var plan = DeploymentCore.Plan(deployment, sets, _ => true, Now);
        var after = sets.ToDictionary(s => s.Metadata.Name, s => s.Spec.Replicas!.Value);
        foreach (var change in plan.Changes)
        {
            after[change.After.Metadata.Name] = change.After.Spec.Replicas!.Value;
        }

        Assert.Equal((expectedOld, expectedNew), (after["old"], after["new"]));
    }

    /// <summary>A rollout against pods that become available, or die, at any moment: it never leaves its bounds, and it ends.</summary>
    [Fact]
    public void Any_rollout_stays_within_its_bounds_and_completes() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 1000]).Sample(t =>
        {
            var (replicas, surge, unavailable, seed) = t;
            var random = new Random(seed);
            var deployment = Deployment(replicas, "v2", surge, unavailable);
            var minAvailable = replicas - Math.Min(replicas, surge == 0 && unavailable == 0 ? 1 : unavailable);
            var sets = new List<ReplicaSet> { Run(Set("old", "v1", replicas, 1, replicas + surge, desired: replicas), replicas) };
            for (var step = 0; step < 300; step++)
            {
                var plan = DeploymentCore.Plan(deployment, sets, _ => true, Now);
                var availableBefore = sets.Sum(set => Math.Min(set.Status.AvailableReplicas, set.Spec.Replicas!.Value));
                Apply(sets, plan);
                deployment = deployment with { Status = plan.Status };
                var total = sets.Sum(set => set.Spec.Replicas!.Value);
                var available = sets.Sum(set => Math.Min(set.Status.AvailableReplicas, set.Spec.Replicas!.Value));
                if (total > replicas + surge || (available < minAvailable && available < availableBefore))
                {
                    return false;
                }

                if (plan.Status.UpdatedReplicas == replicas && plan.Status.AvailableReplicas == replicas && plan.Status.Replicas == replicas)
                {
                    return sets.Where(set => set.Spec.Template.Spec.Containers[0].Image == "v1").All(set => set.Spec.Replicas == 0);
                }

                // The ReplicaSet controller follows: pods that are gone are not available, and some of the others become so.
                for (var i = 0; i < sets.Count; i++)
                {
                    var want = sets[i].Spec.Replicas!.Value;
                    sets[i] = Run(sets[i], Math.Min(want, sets[i].Status.AvailableReplicas + random.Next(0, 3)));
                }
            }

            return false;
        });

    [Fact]
    public void The_hash_is_the_same_for_the_same_template_and_another_after_a_collision()
    {
        var template = Deployment(1, "v1", 1, 0).Spec.Template;
        Assert.Equal(TemplateHash.Of(template, null), TemplateHash.Of(template with { }, null));
        Assert.NotEqual(TemplateHash.Of(template, null), TemplateHash.Of(template, 1));
        Assert.Matches("^[bcdfghjklmnpqrstvwxz2456789]+$", TemplateHash.Of(template, null));
    }

    private static void Apply(List<ReplicaSet> sets, DeploymentPlan plan)
    {
        foreach (var change in plan.Changes)
        {
            sets[sets.FindIndex(set => set.Metadata.Name == change.After.Metadata.Name)] = change.After;
        }

        if (plan.Create is { } created)
        {
            sets.Add(created with { Metadata = created.Metadata with { UID = "new", CreationTimestamp = new Time(Now) } });
        }
    }

    private static ReplicaSet Run(ReplicaSet set, int available) => set with
    {
        Status = ReplicaSetStatus.Empty with
        {
            Replicas = set.Spec.Replicas!.Value,
            ReadyReplicas = available,
            AvailableReplicas = available,
            ObservedGeneration = 1,
            TerminatingReplicas = 0,
        },
    };

    private static ReplicaSet Set(string name, string image, int replicas, int revision, int most, int? desired = null) => ReplicaSet.Empty with
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = name,
            UID = name,
            Namespace = "default",
            CreationTimestamp = new Time(Now.AddMinutes(revision - 10)),
            Annotations = new Dictionary<string, string>
            {
                ["deployment.kubernetes.io/revision"] = $"{revision}",
                ["deployment.kubernetes.io/desired-replicas"] = $"{desired ?? most}",
                ["deployment.kubernetes.io/max-replicas"] = $"{most}",
            }.ToApiMap(),
        },
        Spec = ReplicaSetSpec.Empty with { Replicas = replicas, Template = Template(image) },
        Status = ReplicaSetStatus.Empty with { Replicas = replicas, AvailableReplicas = replicas, TerminatingReplicas = 0 },
    };

    private static PodTemplateSpec Template(string image) => PodTemplateSpec.Empty with
    {
        Metadata = ObjectMeta.Empty with { Labels = ApiMap.Of("a", "b") },
        Spec = PodSpec.Empty with { Containers = [Container.Empty with { Name = "c", Image = image }] },
    };

    private static Deployment Deployment(int replicas, string image, int surge, int unavailable) => Api.Apps.V1.Deployment.Empty with
    {
        Metadata = ObjectMeta.Empty with { Name = "web", UID = "d", Namespace = "default", Generation = 1 },
        Spec = DeploymentSpec.Empty with
        {
            Replicas = replicas,
            Selector = LabelSelector.Empty with { MatchLabels = ApiMap.Of("a", "b") },
            Template = Template(image),
            Strategy = DeploymentStrategy.Empty with
            {
                Type = "RollingUpdate",
                RollingUpdate = RollingUpdateDeployment.Empty with { MaxSurge = surge, MaxUnavailable = unavailable },
            },
        },
    };
}
