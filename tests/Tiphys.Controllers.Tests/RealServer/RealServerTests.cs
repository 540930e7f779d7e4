using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Kinds;
using Tiphys.Client;
using Tiphys.Client.Configuration;
using Tiphys.Client.Fakes;
using Tiphys.Client.Http;
using Tiphys.Client.Informers;
using Tiphys.Cluster;
using Tiphys.Cluster.ControlPlane;
using Tiphys.Controllers.Tests.Support;
using Tiphys.Storage.Embedded;

namespace Tiphys.Controllers.Tests.RealServer;

/// <summary>The controllers over HTTPS on the real API server.</summary>
public sealed class OverHttpsTests() : RealServerTests(inProcess: false);

/// <summary>The controllers in one process with the real API server.</summary>
public sealed class InProcessTests() : RealServerTests(inProcess: true);

/// <summary>What no fake knows: defaults, validation, real conflicts and real watches.</summary>
public abstract class RealServerTests(bool inProcess) : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-controllers-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IAsyncDisposable> _owned = [];
    private IKubernetesClient _client = null!;
    private InformerFactory _informers = null!;
    private ControllerManager _manager = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _client = inProcess ? InProcess() : await OverHttpsAsync();
        _informers = new InformerFactory(_client, TimeProvider.System, NullLoggerFactory.Instance);
        _manager = new ControllerManager(
            _client, _informers, TimeProvider.System, NullLoggerFactory.Instance, new ControllerManagerOptions { RootCertificates = "PEM" });
        _running = Task.WhenAll(_informers.RunAsync(_stop.Token), _manager.RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        _manager.Dispose();
        (_client as IDisposable)?.Dispose();
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }

        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_deployment_behind_a_service_is_rolled_out_scaled_and_deleted_with_its_namespace()
    {
        await _client.CreateAsync(Namespace.Empty with { Metadata = ObjectMeta.Empty with { Name = "shop" } }, default);
        await Until(async () => (await _client.ListAsync<ServiceAccount>("shop", ListRequest.All, default)).Items.Count == 1, "the account");
        await Until(async () => (await _client.ListAsync<ConfigMap>("shop", ListRequest.All, default)).Items.Count == 1, "the certificates");
        await _client.CreateAsync(Deployment(), default);
        await _client.CreateAsync(Service(), default);
        await RunPodsUntilAsync(3, "v1");
        await Until(async () => (await SlicesAsync()).Sum(slice => slice.Endpoints.Count(e => e.Conditions.Ready == true)) == 3, "three endpoints");
        Assert.Single(await SlicesAsync());

        await PatchAsync("{\"spec\":{\"replicas\":5,\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"v2\"}]}}}}");
        await RunPodsUntilAsync(5, "v2");
        var deployment = await _client.GetAsync<Deployment>("shop", "web", default);
        Assert.Equal("2", deployment.Metadata.Annotations["deployment.kubernetes.io/revision"]);
        Assert.Equal("NewReplicaSetAvailable", deployment.Status.Conditions.First(c => c.Type == "Progressing").Reason);
        await Until(async () => (await _client.ListAsync<Event>("shop", ListRequest.All, default)).Items.Any(e => e.Reason == "ScalingReplicaSet"), "events");

        await Quiet();
        await _client.DeleteAsync<Deployment>("shop", "web", DeleteOptions.Empty with { PropagationPolicy = "Foreground" }, default);
        await Until(async () => (await _client.ListAsync<Pod>("shop", ListRequest.All, default)).Items.Count == 0, "no pods");
        await Until(async () => (await _client.ListAsync<Deployment>("shop", ListRequest.All, default)).Items.Count == 0, "no deployment");
        await _client.DeleteAsync<Namespace>(null, "shop", null, default);
        await Until(async () => await IsGoneAsync<Namespace>(null, "shop"), "no namespace");
    }

    [Fact]
    public async Task A_quota_counts_what_is_there_and_what_goes_makes_room()
    {
        await _client.CreateAsync(Namespace.Empty with { Metadata = ObjectMeta.Empty with { Name = "full" } }, default);
        ConfigMap Map(string name) => ConfigMap.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "full", Name = name } };
        await _client.CreateAsync(Map("a"), default);
        await Until(async () => (await _client.ListAsync<ConfigMap>("full", ListRequest.All, default)).Items.Count == 2, "the certificates");
        var spec = new ResourceQuotaSpec { Hard = [new("count/configmaps", "3"), new("pods", "1")] };
        await _client.CreateAsync(ResourceQuota.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "full", Name = "q" }, Spec = spec }, default);
        await Until(async () => await UsedAsync("count/configmaps") == "2" && await UsedAsync("pods") == "0", "the count");

        await _client.CreateAsync(Map("b"), default);
        var error = await Assert.ThrowsAsync<ApiException>(() => _client.CreateAsync(Map("c"), default));
        Assert.Contains("exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=3, limited: count/configmaps=3", error.Message, StringComparison.Ordinal);

        await _client.DeleteAsync<ConfigMap>("full", "a", null, default);
        await Until(async () => await UsedAsync("count/configmaps") == "2", "room");
        await _client.CreateAsync(Map("c"), default);
        await _client.DeleteAsync<ResourceQuota>("full", "q", null, default);
        await _client.CreateAsync(Map("d"), default);
    }

    private async Task<string?> UsedAsync(string name)
    {
        var quota = await _client.GetAsync<ResourceQuota>("full", "q", default);
        return quota.Status.Used.TryGetValue(name, out var used) ? used.ToString() : null;
    }

    private async Task<IKubernetesClient> OverHttpsAsync()
    {
        var options = new ControlPlaneOptions { DataDirectory = _directory, Listen = new IPEndPoint(IPAddress.Loopback, 0), Loops = ClusterComponents.None };
        var controlPlane = await ControlPlane.StartAsync(options, null, CancellationToken.None);
        _owned.Add(controlPlane);
        return new HttpKubernetesClient(Kubeconfig.Parse(controlPlane.AdminKubeconfig(), _directory).Resolve());
    }

    private InProcessClient InProcess()
    {
        var store = EmbeddedStore.InMemory();
        _owned.Add(store);
        var user = new UserInfo { Name = "system:kube-controller-manager", Groups = ["system:masters", "system:authenticated"] };
        var server = new ApiServerCore(store, KindStrategies.All);
        DefaultAdmission.Install(server);
        return new InProcessClient(server, user, "kube-controller-manager");
    }

    // In a settled cluster nothing is written any more: a controller that writes what the server then changes would go on for ever.
    private async Task Quiet()
    {
        await Until(
            async () =>
            {
                var before = (await _client.ListAsync<Pod>("shop", ListRequest.All, default)).ResourceVersion;
                await Task.Delay(500);
                return (await _client.ListAsync<Pod>("shop", ListRequest.All, default)).ResourceVersion == before;
            },
            "half a second without a write");
    }

    private async Task RunPodsUntilAsync(int replicas, string image) => await Until(
        async () =>
        {
            foreach (var pod in (await _client.ListAsync<Pod>("shop", ListRequest.All, default)).Items.Where(pod => pod.Status.Phase == "Pending"))
            {
                await RunAsync(pod);
            }

            var status = (await _client.GetAsync<Deployment>("shop", "web", default)).Status;
            var pods = (await _client.ListAsync<Pod>("shop", ListRequest.All, default)).Items;
            return status.UpdatedReplicas == replicas && status.AvailableReplicas == replicas && status.Replicas == replicas
                && pods.Count == replicas && pods.All(pod => pod.Spec.Containers[0].Image == image);
        },
        $"{replicas} pods of {image}");

    private async Task RunAsync(Pod pod)
    {
        try
        {
            await _client.UpdateAsync(Pods.Running(pod), "status", default);
        }
        catch (ApiException error) when (error.IsNotFound || error.IsConflict)
        {
            // It was deleted, or changed, in between.
        }
    }

    private Task PatchAsync(string patch) => _client.PatchAsync<Deployment>(
        "shop", "web", PatchRequest.StrategicMerge(JsonValue.Parse(patch).ToUtf8()), null, default);

    private async Task<IReadOnlyList<EndpointSlice>> SlicesAsync() => [.. (await _client.ListAsync<EndpointSlice>("shop", ListRequest.All, default)).Items];

    private async Task<bool> IsGoneAsync<T>(string? ns, string name)
        where T : class, IKubernetesObject<T>
    {
        try
        {
            await _client.GetAsync<T>(ns, name, default);
            return false;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return true;
        }
    }

    private static async Task Until(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60), $"not within a minute: {what}");
            await Task.Delay(20);
        }
    }

    private static Deployment Deployment() => Api.Apps.V1.Deployment.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = "web" },
        Spec = DeploymentSpec.Empty with
        {
            Replicas = 3,
            Selector = LabelSelector.Empty with { MatchLabels = ApiMap.Of("app", "web") },
            Template = PodTemplateSpec.Empty with
            {
                Metadata = ObjectMeta.Empty with { Labels = ApiMap.Of("app", "web") },
                Spec = PodSpec.Empty with { Containers = [Container.Empty with { Name = "c", Image = "v1" }] },
            },
        },
    };

    private static Service Service() => Api.Core.V1.Service.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = "web" },
        Spec = ServiceSpec.Empty with
        {
            Selector = ApiMap.Of("app", "web"),
            Ports = [ServicePort.Empty with { Port = 80 }],
            ClusterIP = "10.96.0.10",
            IPFamilies = ["IPv4"],
        },
    };
}
