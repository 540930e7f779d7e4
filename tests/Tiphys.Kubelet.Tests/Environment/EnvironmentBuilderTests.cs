using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Client.Informers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Tests.Environment;

public sealed class EnvironmentBuilderTests : IAsyncLifetime
{
    private readonly FakeKubernetesClient _client = new();
    private readonly ReferencedObjects _references;
    private readonly InformerFactory _informers;
    private readonly CancellationTokenSource _stop = new();
    private readonly PodFacts _facts = new() { NodeName = "node-1", PodIPs = ["10.1.0.5"] };
    private Task _running = Task.CompletedTask;

    public EnvironmentBuilderTests()
    {
        _references = new ReferencedObjects(_client, TimeProvider.System, new Random(1), NullLogger.Instance);
        _informers = new InformerFactory(_client, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public ValueTask InitializeAsync()
    {
        _running = _informers.RunAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _references.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Variables_come_from_everywhere_and_later_ones_win()
    {
        _client.Put(TestPods.ConfigMap("settings", ("LEVEL", "debug"), ("odd.name", "x")));
        _client.Put(TestPods.Secret("keys", ("TOKEN", "s3cret")));
        var container = TestPods.Container() with
        {
            EnvFrom =
            [
                EnvFromSource.Empty with { ConfigMapRef = ConfigMapEnvSource.Empty with { LocalObjectReference = TestPods.Named("settings") } },
                EnvFromSource.Empty with { Prefix = "K_", SecretRef = SecretEnvSource.Empty with { LocalObjectReference = TestPods.Named("keys") } },
            ],
            Env =
            [
                Variable("LEVEL", "info"),
                Variable("URL", "http://$(IP)/$(LEVEL)?$(K_TOKEN)"),
                From("IP", EnvVarSource.Empty with { FieldRef = ObjectFieldSelector.Empty with { APIVersion = "v1", FieldPath = "status.podIP" } }),
                Variable("AGAIN", "$(IP) $$(IP) $(UNKNOWN)"),
                From("KEY", EnvVarSource.Empty with { SecretKeyRef = SecretKeySelector.Empty with { LocalObjectReference = TestPods.Named("keys"), Key = "TOKEN" } }),
            ],
        };
        var variables = await BuildAsync(container);
        Assert.Equal("info", variables["LEVEL"]);
        Assert.Equal("x", variables["odd.name"]);
        Assert.Equal("http://$(IP)/info?s3cret", variables["URL"]); // IP is defined after it.
        Assert.Equal("10.1.0.5 $(IP) $(UNKNOWN)", variables["AGAIN"]);
        Assert.Equal("s3cret", variables["KEY"]);
    }

    [Theory]
    [InlineData("none", "key", "configmap \"none\" not found")]
    [InlineData("settings", "none", "couldn't find key none in ConfigMap shop/settings")]
    public async Task What_is_missing_is_told_unless_it_is_optional(string name, string key, string message)
    {
        _client.Put(TestPods.ConfigMap("settings", ("key", "value")));
        var selector = ConfigMapKeySelector.Empty with { LocalObjectReference = TestPods.Named(name), Key = key };
        var container = TestPods.Container() with { Env = [From("A", EnvVarSource.Empty with { ConfigMapKeyRef = selector })] };
        Assert.Equal(message, (await Assert.ThrowsAsync<ContainerConfigException>(() => BuildAsync(container))).Message);
        container = container with { Env = [From("A", EnvVarSource.Empty with { ConfigMapKeyRef = selector with { Optional = true } })] };
        Assert.False((await BuildAsync(container)).ContainsKey("A"));
    }

    [Fact]
    public async Task Services_of_the_namespace_and_the_api_server_are_there()
    {
        _client.Put(Service("shop", "data-base", "10.96.0.7", ServicePort.Empty with { Name = "sql", Port = 5432, Protocol = "TCP" }));
        _client.Put(Service("other", "hidden", "10.96.0.8", ServicePort.Empty with { Port = 80, Protocol = "TCP" }));
        _client.Put(Service("shop", "headless", "None", ServicePort.Empty with { Port = 80, Protocol = "TCP" }));
        _client.Put(Service("default", "kubernetes", "10.96.0.1", ServicePort.Empty with { Name = "https", Port = 443, Protocol = "TCP" }));
        var variables = await BuildAsync(TestPods.Container() with { Env = [Variable("DATA_BASE_SERVICE_PORT", "1"), Variable("X", "$(KUBERNETES_SERVICE_HOST)")] });
        Assert.Equal("10.96.0.7", variables["DATA_BASE_SERVICE_HOST"]);
        Assert.Equal("1", variables["DATA_BASE_SERVICE_PORT"]);
        Assert.Equal("5432", variables["DATA_BASE_SERVICE_PORT_SQL"]);
        Assert.Equal("tcp://10.96.0.7:5432", variables["DATA_BASE_PORT"]);
        Assert.Equal("tcp://10.96.0.7:5432", variables["DATA_BASE_PORT_5432_TCP"]);
        Assert.Equal("tcp", variables["DATA_BASE_PORT_5432_TCP_PROTO"]);
        Assert.Equal("5432", variables["DATA_BASE_PORT_5432_TCP_PORT"]);
        Assert.Equal("10.96.0.7", variables["DATA_BASE_PORT_5432_TCP_ADDR"]);
        Assert.Equal("10.96.0.1", variables["X"]);
        Assert.Equal("443", variables["KUBERNETES_SERVICE_PORT_HTTPS"]);
        Assert.DoesNotContain(variables.Keys, name => name.StartsWith("HIDDEN", StringComparison.Ordinal) || name.StartsWith("HEADLESS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_links_only_the_api_server_is_there()
    {
        _client.Put(Service("shop", "web", "10.96.0.7", ServicePort.Empty with { Port = 80, Protocol = "TCP" }));
        _client.Put(Service("default", "kubernetes", "10.96.0.1", ServicePort.Empty with { Port = 443, Protocol = "TCP" }));
        var pod = TestPods.Pod(TestPods.Container());
        var variables = await BuildAsync(TestPods.Container(), pod with { Spec = pod.Spec with { EnableServiceLinks = false } });
        Assert.False(variables.ContainsKey("WEB_SERVICE_HOST"));
        Assert.Equal("10.96.0.1", variables["KUBERNETES_SERVICE_HOST"]);
    }

    [Fact]
    public async Task A_file_of_a_volume_has_variables_but_not_of_other_places()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["volume"]);
        await File.WriteAllTextAsync(directory["volume/vars"], "A='from file'\n");
        await File.WriteAllTextAsync(directory["outside"], "A='secret'\n");
        File.CreateSymbolicLink(directory["volume/escape"], "../outside");
        var volumes = new PodVolumes(new Dictionary<string, string> { ["env"] = directory["volume"] }, new HashSet<string>());
        var variables = await BuildAsync(TestPods.Container() with { Env = [FromFile("vars", "A")] }, volumes: volumes);
        Assert.Equal("from file", variables["A"]);
        var error = await Assert.ThrowsAsync<ContainerConfigException>(
            () => BuildAsync(TestPods.Container() with { Env = [FromFile("escape", "A")] }, volumes: volumes));
        Assert.Equal("couldn't parse env file", error.Message);
    }

    private static EnvVar Variable(string name, string value) => EnvVar.Empty with { Name = name, Value = value };

    private static EnvVar From(string name, EnvVarSource source) => EnvVar.Empty with { Name = name, ValueFrom = source };

    private static EnvVar FromFile(string path, string key) =>
        From("A", EnvVarSource.Empty with { FileKeyRef = FileKeySelector.Empty with { VolumeName = "env", Path = path, Key = key } });

    private static Service Service(string ns, string name, string address, ServicePort port) => Api.Core.V1.Service.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = ns, Name = name },
        Spec = ServiceSpec.Empty with { ClusterIP = address, Ports = [port] },
    };

    private async Task<IReadOnlyDictionary<string, string>> BuildAsync(Container container, Pod? pod = null, PodVolumes? volumes = null)
    {
        var services = _informers.For<Service>();
        await services.WaitForSyncAsync(CancellationToken.None);
        var builder = new EnvironmentBuilder(_references, services);
        return await builder.BuildAsync(pod ?? TestPods.Pod(container), container, _facts, volumes ?? PodVolumes.None, CancellationToken.None);
    }
}
