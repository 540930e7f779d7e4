using System.Net;
using System.Text;
using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;

namespace Tiphys.Clients.Tests;

/// <summary>Kubernetes' own .NET client against a cluster, each test in a namespace of its own.</summary>
[Collection(ExampleCollection.Name)]
public sealed class DotNetClientTests(ExampleCluster example) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Kubernetes _client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(example.Cluster.Kubeconfig));
    private readonly CancellationTokenSource _limit = new(Patience);
    private readonly string _namespace = $"net-{Guid.NewGuid():N}"[..12];

    public async ValueTask InitializeAsync() =>
        await _client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = _namespace } }, cancellationToken: _limit.Token);

    public async ValueTask DisposeAsync()
    {
        using var end = new CancellationTokenSource(Patience);
        await _client.CoreV1.DeleteNamespaceAsync(_namespace, cancellationToken: end.Token);
        _client.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Objects_are_created_replaced_listed_and_deleted()
    {
        var created = await CreateMapAsync("a", ("k", "1"));
        Assert.NotNull(created.Metadata.Uid);
        created.Data["k"] = "2";
        var replaced = await _client.CoreV1.ReplaceNamespacedConfigMapAsync(created, "a", _namespace, cancellationToken: _limit.Token);
        Assert.Equal("2", replaced.Data["k"]);
        var stale = await Assert.ThrowsAsync<HttpOperationException>(
            () => _client.CoreV1.ReplaceNamespacedConfigMapAsync(created, "a", _namespace, cancellationToken: _limit.Token));
        Assert.Equal(HttpStatusCode.Conflict, stale.Response.StatusCode);

        await CreateMapAsync("b");
        var page = await _client.CoreV1.ListNamespacedConfigMapAsync(_namespace, limit: 1, cancellationToken: _limit.Token);
        Assert.Single(page.Items);
        var rest = await _client.CoreV1.ListNamespacedConfigMapAsync(_namespace, continueParameter: page.Metadata.ContinueProperty, cancellationToken: _limit.Token);
        Assert.Equal(["a", "b"], page.Items.Concat(rest.Items).Select(map => map.Metadata.Name).Where(name => name.Length == 1));

        var status = await _client.CoreV1.DeleteNamespacedConfigMapAsync("a", _namespace, cancellationToken: _limit.Token);
        Assert.Equal("Success", status.Status);
        var missing = await Assert.ThrowsAsync<HttpOperationException>(
            () => _client.CoreV1.ReadNamespacedConfigMapAsync("a", _namespace, cancellationToken: _limit.Token));
        Assert.Contains("\\\"a\\\" not found", missing.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_sees_what_happens_in_its_order()
    {
        var events = _client.CoreV1.WatchListNamespacedConfigMapAsync(_namespace, fieldSelector: "metadata.name=w", cancellationToken: _limit.Token);
        await using var each = events.GetAsyncEnumerator(_limit.Token);
        var first = each.MoveNextAsync();
        await CreateMapAsync("w", ("k", "1"));
        Assert.True(await first);
        Assert.Equal((WatchEventType.Added, "1"), (each.Current.Item1, each.Current.Item2.Data["k"]));
        await PatchMapAsync("w", """{"data":{"k":"2"}}""", V1Patch.PatchType.MergePatch);
        Assert.True(await each.MoveNextAsync());
        Assert.Equal((WatchEventType.Modified, "2"), (each.Current.Item1, each.Current.Item2.Data["k"]));
        await _client.CoreV1.DeleteNamespacedConfigMapAsync("w", _namespace, cancellationToken: _limit.Token);
        Assert.True(await each.MoveNextAsync());
        Assert.Equal(WatchEventType.Deleted, each.Current.Item1);
    }

    [Fact]
    public async Task Each_type_of_patch_is_taken()
    {
        await CreateMapAsync("p", ("a", "1"));
        await PatchMapAsync("p", """[{"op":"add","path":"/data/b","value":"2"}]""", V1Patch.PatchType.JsonPatch);
        await PatchMapAsync("p", """{"data":{"c":"3"}}""", V1Patch.PatchType.MergePatch);
        await PatchMapAsync("p", """{"data":{"a":null,"d":"4"}}""", V1Patch.PatchType.StrategicMergePatch);
        var applied = await PatchMapAsync("p", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"p"},"data":{"e":"5"}}""", V1Patch.PatchType.ApplyPatch);
        Assert.Equal(["b", "c", "d", "e"], applied.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(applied.Metadata.ManagedFields, entry => entry is { Manager: "tests", Operation: "Apply" });
    }

    [Fact]
    public async Task The_generic_client_works_on_any_kind()
    {
        using var deployments = new GenericClient(_client, "apps", "v1", "deployments", disposeClient: false);
        var made = await deployments.CreateNamespacedAsync(Deployment("g"), _namespace, _limit.Token);
        Assert.Equal("RollingUpdate", made.Spec.Strategy.Type);
        var read = await deployments.ReadNamespacedAsync<V1Deployment>(_namespace, "g", _limit.Token);
        Assert.Equal(made.Metadata.Uid, read.Metadata.Uid);
        Assert.Single((await deployments.ListNamespacedAsync<V1DeploymentList>(_namespace, cancel: _limit.Token)).Items);
        var patch = new V1Patch("""{"metadata":{"labels":{"k":"v"}}}""", V1Patch.PatchType.MergePatch);
        var patched = await deployments.PatchNamespacedAsync<V1Deployment>(patch, _namespace, "g", _limit.Token);
        Assert.Equal("v", patched.Metadata.Labels["k"]);
        await deployments.DeleteNamespacedAsync<V1Status>(_namespace, "g", _limit.Token);
        Assert.Empty((await deployments.ListNamespacedAsync<V1DeploymentList>(_namespace, cancel: _limit.Token)).Items);
    }

    [Fact]
    public async Task One_leads_until_it_stops_and_another_follows()
    {
        using var first = Elector("first");
        using var second = Elector("second");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var (firstLeads, secondLeads) = (Leading(first), Leading(second));
        var running = first.RunUntilLeadershipLostAsync(stop.Token);
        await firstLeads.WaitAsync(_limit.Token);
        var waiting = second.RunUntilLeadershipLostAsync(_limit.Token);
        Assert.Equal("first", (await _client.CoordinationV1.ReadNamespacedLeaseAsync("lock", _namespace, cancellationToken: _limit.Token)).Spec.HolderIdentity);
        Assert.False(secondLeads.IsCompleted);
        await stop.CancelAsync();
        await running;
        await secondLeads.WaitAsync(_limit.Token);
        Assert.Equal("second", (await _client.CoordinationV1.ReadNamespacedLeaseAsync("lock", _namespace, cancellationToken: _limit.Token)).Spec.HolderIdentity);
        await _limit.CancelAsync();
        await waiting;
    }

    [Fact]
    public async Task Exec_passes_streams_and_the_exit_code()
    {
        await _client.CoreV1.CreateNamespacedPodAsync(Pod("x"), _namespace, cancellationToken: _limit.Token);
        await foreach (var (_, pod) in _client.CoreV1.WatchListNamespacedPodAsync(_namespace, cancellationToken: _limit.Token))
        {
            if (pod.Status.Phase == "Running")
            {
                break;
            }
        }

        var said = "";
        var code = await _client.NamespacedPodExecAsync("x", _namespace, "c", ["sh", "-c", "read line; echo got $line; exit 7"], false, async (input, output, _) =>
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes("typed\n"), _limit.Token);
            await input.FlushAsync(_limit.Token);
            said = await new StreamReader(output).ReadLineAsync(_limit.Token);
        }, _limit.Token);
        Assert.Equal(("got typed", 7), (said, code));
    }

    private Task<V1ConfigMap> CreateMapAsync(string name, params (string Key, string Value)[] data) => _client.CoreV1.CreateNamespacedConfigMapAsync(
        new V1ConfigMap { Metadata = new V1ObjectMeta { Name = name }, Data = data.ToDictionary(each => each.Key, each => each.Value) },
        _namespace,
        cancellationToken: _limit.Token);

    private Task<V1ConfigMap> PatchMapAsync(string name, string body, V1Patch.PatchType type) => _client.CoreV1.PatchNamespacedConfigMapAsync(
        new V1Patch(body, type), name, _namespace, fieldManager: "tests", force: type == V1Patch.PatchType.ApplyPatch ? true : null, cancellationToken: _limit.Token);

    private LeaderElector Elector(string identity) => new(new LeaderElectionConfig(new LeaseLock(_client, _namespace, "lock", identity))
    {
        LeaseDuration = TimeSpan.FromSeconds(2),
        RenewDeadline = TimeSpan.FromSeconds(1.5),
        RetryPeriod = TimeSpan.FromSeconds(0.3),
    });

    private static Task Leading(LeaderElector elector)
    {
        var leads = new TaskCompletionSource();
        elector.OnStartedLeading += () => leads.TrySetResult();
        return leads.Task;
    }

    private static V1Pod Pod(string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PodSpec { TerminationGracePeriodSeconds = 0, Containers = [new V1Container { Name = "c", Image = "hello:1.0" }] },
    };

    private static V1Deployment Deployment(string name)
    {
        var labels = new Dictionary<string, string> { ["app"] = name };
        return new V1Deployment
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = new V1ObjectMeta { Name = name },
            Spec = new V1DeploymentSpec
            {
                Replicas = 0,
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = labels }, Spec = Pod(name).Spec },
            },
        };
    }
}
