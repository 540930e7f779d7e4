using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Controllers.Tests.Support;

namespace Tiphys.Controllers.Tests.Deployments;

/// <summary>Deployments and ReplicaSets together, as a user sees them.</summary>
public sealed class DeploymentTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestCluster().Start();

    private FakeKubernetesClient Client => _cluster.Client;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task It_gets_its_pods_and_says_that_it_is_complete()
    {
        await CreateAsync(replicas: 3);
        await CompleteAsync(3);
        var set = Client.All<ReplicaSet>().Single();
        var hash = set.Metadata.Labels["pod-template-hash"];
        Assert.Equal($"web-{hash}", set.Metadata.Name);
        Assert.Equal(hash, set.Spec.Selector!.MatchLabels["pod-template-hash"]);
        Assert.All(Client.All<Pod>(), pod => Assert.Equal((hash, set.Metadata.UID), (pod.Metadata.Labels["pod-template-hash"], pod.Metadata.OwnerReferences.Single().UID)));
        var deployment = Get();
        Assert.Equal("1", deployment.Metadata.Annotations["deployment.kubernetes.io/revision"]);
        await ConditionAsync("Progressing", "True", "NewReplicaSetAvailable");
        await ConditionAsync("Available", "True", "MinimumReplicasAvailable");
    }

    [Fact]
    public async Task A_new_template_rolls_out_within_its_bounds()
    {
        await CreateAsync(replicas: 4, d => d with { Spec = d.Spec with { Strategy = Rolling(1, 1) } });
        await CompleteAsync(4);
        var (most, least) = (0, int.MaxValue);
        Client.React(_ =>
        {
            var pods = Client.All<Pod>();
            most = Math.Max(most, pods.Count);
            least = Math.Min(least, pods.Count(pod => pod.Status.Conditions.Any(c => c is { Type: "Ready", Status: "True" })));
            return null;
        });
        Change(d => WithImage(d, "v2"));
        await CompleteAsync(4);
        Assert.All(Client.All<Pod>(), pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
        Assert.InRange(most, 4, 5);
        Assert.InRange(least, 3, 4);
        Assert.Equal("2", Get().Metadata.Annotations["deployment.kubernetes.io/revision"]);
        Assert.Equal(2, Client.All<ReplicaSet>().Count);
    }

    [Fact]
    public async Task The_old_template_again_takes_up_its_ReplicaSet_with_a_new_revision()
    {
        await CreateAsync(replicas: 2);
        await CompleteAsync(2);
        var first = Client.All<ReplicaSet>().Single().Metadata.Name;
        Change(d => WithImage(d, "v2"));
        await CompleteAsync(2);
        Change(d => WithImage(d, "v1"));
        await CompleteAsync(2);
        await Eventually.TrueAsync(() => Get().Metadata.Annotations["deployment.kubernetes.io/revision"] == "3", "revision 3");
        var set = Client.Find<ReplicaSet>("default", first)!;
        Assert.Equal((2, "1"), (set.Spec.Replicas, set.Metadata.Annotations["deployment.kubernetes.io/revision-history"]));
        Assert.Equal(2, Client.All<ReplicaSet>().Count);
    }

    [Fact]
    public async Task A_broken_image_stops_the_rollout_and_the_old_pods_stay()
    {
        _cluster.BrokenImages["bad"] = true;
        await CreateAsync(replicas: 4, d => d with { Spec = d.Spec with { Strategy = Rolling(1, 0), ProgressDeadlineSeconds = 2 } });
        await CompleteAsync(4);
        Change(d => WithImage(d, "bad"));
        await ConditionAsync("Progressing", "False", "ProgressDeadlineExceeded");
        Assert.Equal(4, Client.All<Pod>().Count(pod => pod.Spec.Containers[0].Image == "v1"));
        Assert.Equal(1, Client.All<Pod>().Count(pod => pod.Spec.Containers[0].Image == "bad"));
        Change(d => WithImage(d, "v1"));
        await CompleteAsync(4);
    }

    [Fact]
    public async Task Recreate_ends_all_old_pods_before_it_starts_new_ones()
    {
        Client.PodsTerminateGracefully = true;
        await CreateAsync(replicas: 2, d => d with { Spec = d.Spec with { Strategy = DeploymentStrategy.Empty with { Type = "Recreate" } } });
        await CompleteAsync(2);
        foreach (var pod in Client.All<Pod>())
        {
            Client.Put(pod with { Spec = pod.Spec with { NodeName = "n" } });
        }

        Change(d => WithImage(d, "v2"));
        await Eventually.TrueAsync(() => Client.All<Pod>().All(pod => pod.Metadata.DeletionTimestamp is not null), "old pods being ended");
        Assert.Single(Client.All<ReplicaSet>());
        foreach (var pod in Client.All<Pod>())
        {
            Client.Remove<Pod>("default", pod.Metadata.Name);
        }

        await CompleteAsync(2);
        Assert.All(Client.All<Pod>(), pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
    }

    [Fact]
    public async Task A_paused_one_is_scaled_but_not_rolled_out()
    {
        await CreateAsync(replicas: 2);
        await CompleteAsync(2);
        Change(d => WithImage(d with { Spec = d.Spec with { Paused = true, Replicas = 3 } }, "v2"));
        await ConditionAsync("Progressing", "Unknown", "DeploymentPaused");
        await Eventually.TrueAsync(() => Client.All<Pod>().Count == 3, "3 pods");
        Assert.All(Client.All<Pod>(), pod => Assert.Equal("v1", pod.Spec.Containers[0].Image));
        Change(d => d with { Spec = d.Spec with { Paused = false } });
        await CompleteAsync(3);
        Assert.All(Client.All<Pod>(), pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
    }

    [Fact]
    public async Task Old_ReplicaSets_beyond_the_history_are_deleted()
    {
        await CreateAsync(replicas: 1, d => d with { Spec = d.Spec with { RevisionHistoryLimit = 1 } });
        await CompleteAsync(1);
        foreach (var image in new[] { "v2", "v3", "v4" })
        {
            Change(d => WithImage(d, image));
            await CompleteAsync(1);
        }

        await Eventually.TrueAsync(() => Client.All<ReplicaSet>().Count == 2, "2 ReplicaSets");
        Assert.Equal(["v3", "v4"], Client.All<ReplicaSet>().Select(set => set.Spec.Template.Spec.Containers[0].Image).Order());
    }

    [Fact]
    public async Task A_hash_collision_is_resolved_by_another_hash()
    {
        Client.React(request =>
        {
            // Somebody else has a ReplicaSet of the very name that the Deployment wants.
            if (request is { Verb: "create", Resource: "replicasets" } && Client.All<ReplicaSet>().Count == 0)
            {
                Client.Put(ReplicaSet.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "default", Name = request.Name } });
            }

            return null;
        });
        await CreateAsync(replicas: 1);
        await CompleteAsync(1);
        Assert.Equal(1, Get().Status.CollisionCount);
    }

    [Fact]
    public async Task A_failing_creation_of_pods_shows_in_the_conditions()
    {
        var fails = true;
        Client.React(request => request is { Verb: "create", Resource: "pods" } && fails
            ? StatusErrors.Forbidden("", "pods", request.Name, "exceeded quota")
            : null);
        await CreateAsync(replicas: 2);
        await ConditionAsync("ReplicaFailure", "True", "FailedCreate");
        fails = false;
        await CompleteAsync(2);
        await Eventually.TrueAsync(() => Get().Status.Conditions.All(c => c.Type != "ReplicaFailure"), "no failure");
    }

    [Fact]
    public async Task A_deleted_pod_is_replaced()
    {
        await CreateAsync(replicas: 2);
        await CompleteAsync(2);
        var gone = Client.All<Pod>()[0].Metadata.Name;
        Client.Remove<Pod>("default", gone);
        await Eventually.TrueAsync(() => Client.All<Pod>().Count == 2 && Client.Find<Pod>("default", gone) is null, "a new pod");
    }

    [Fact]
    public async Task Pods_are_adopted_and_released_by_their_labels()
    {
        await CreateAsync(replicas: 1);
        await CompleteAsync(1);
        var set = Client.All<ReplicaSet>().Single();
        var pod = Client.All<Pod>().Single();
        Client.Put(pod with { Metadata = pod.Metadata with { Labels = ApiMap.Of("app", "debug") } });
        await Eventually.TrueAsync(() => Client.Find<Pod>("default", pod.Metadata.Name)!.Metadata.OwnerReferences.IsEmpty, "the release");
        await Eventually.TrueAsync(() => Client.All<Pod>().Count == 2, "a pod in its place");
        var orphan = Pods.Named("orphan") with { Metadata = Pods.Named("orphan").Metadata with { Labels = set.Spec.Selector!.MatchLabels } };
        Client.Put(orphan);
        await Eventually.TrueAsync(
            () => Client.All<Pod>().Count(p => p.Metadata.OwnerReferences.Any(o => o.UID == set.Metadata.UID)) == 1 && Client.All<Pod>().Count == 2,
            "adoption, and the end of one of two");
    }

    private static DeploymentStrategy Rolling(int surge, int unavailable) => DeploymentStrategy.Empty with
    {
        Type = "RollingUpdate",
        RollingUpdate = RollingUpdateDeployment.Empty with { MaxSurge = surge, MaxUnavailable = unavailable },
    };

    private static Deployment WithImage(Deployment deployment, string image)
    {
        var template = deployment.Spec.Template;
        return deployment with
        {
            Spec = deployment.Spec with
            {
                Template = template with { Spec = template.Spec with { Containers = [Container.Empty with { Name = "c", Image = image }] } },
            },
        };
    }

    private async Task CreateAsync(int replicas, Func<Deployment, Deployment>? change = null)
    {
        var labels = ApiMap.Of("app", "web");
        var deployment = Deployment.Empty with
        {
            Metadata = ObjectMeta.Empty with { Namespace = "default", Name = "web", Annotations = ApiMap.Of("note", "kept") },
            Spec = DeploymentSpec.Empty with
            {
                Replicas = replicas,
                Selector = LabelSelector.Empty with { MatchLabels = labels },
                Template = PodTemplateSpec.Empty with { Metadata = ObjectMeta.Empty with { Labels = labels } },
                Strategy = Rolling(1, 0),
                ProgressDeadlineSeconds = 600,
                RevisionHistoryLimit = 10,
            },
        };
        deployment = WithImage(deployment, "v1");
        await Client.CreateAsync(change?.Invoke(deployment) ?? deployment, default);
    }

    private Deployment Get() => Client.Find<Deployment>("default", "web")!;

    private void Change(Func<Deployment, Deployment> change)
    {
        var current = Get();
        Client.Put(change(current) with { Metadata = current.Metadata with { Generation = current.Metadata.Generation + 1 } });
    }

    private async Task CompleteAsync(int replicas) => await Eventually.TrueAsync(
        () => Get() is var d && d.Status is var s && s.ObservedGeneration == d.Metadata.Generation && s.Replicas == replicas
            && s.UpdatedReplicas == replicas && s.AvailableReplicas == replicas && Client.All<Pod>().Count(p => p.Metadata.DeletionTimestamp is null && !p.Metadata.OwnerReferences.IsEmpty) == replicas,
        $"{replicas} new pods; status {Get().Status}");

    private async Task ConditionAsync(string type, string status, string reason) => await Eventually.TrueAsync(
        () => Get().Status.Conditions.Any(c => c.Type == type && c.Status == status && c.Reason == reason),
        $"condition {type} {status} {reason}, not {Get().Status.Conditions.FirstOrDefault(c => c.Type == type)}");
}
