using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Kubelet.Tests.Recovery;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Hooks;

/// <summary>Volumes, variables, probes and hooks of one pod on a real node.</summary>
public sealed class PodPartsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public PodPartsTests() => Directory.CreateDirectory(_directory["host"]);

    public void Dispose() => _directory.Dispose();

    [NodeFact]
    public async Task A_pod_serves_what_its_volume_holds_is_probed_and_runs_its_hooks()
    {
        await using var node = new RealNode();
        node.Client.Put(Settings("first"));
        await node.StartAsync();
        await node.Client.CreateAsync(Server(), default);
        var pod = await node.UntilAsync("web", IsReady);

        // The hook runs beside the container, which may be found ready before.
        await Eventually.TrueAsync(() => File.Exists(_directory["host/started"]), "the hook has run");
        Assert.Equal("started", await ReadAsync("started"));
        using var http = new HttpClient();
        var url = $"http://{pod.Status.PodIP}:8080/index.html";
        Assert.Equal("first", await http.GetStringAsync(url));

        node.Client.Put(Settings("second"));
        await EventuallyServesAsync(http, url, "second");

        await ExecAsync(node, "rm /tmp/alive");
        await node.UntilAsync("web", status => status.ContainerStatuses[0].RestartCount == 1 && IsReady(status));
        await Eventually.TrueAsync(() => Messages(node).Contains("Container main failed liveness probe, will be restarted"), "the kill is told");
        Assert.Contains(Messages(node), message => message.StartsWith("Liveness probe failed: cat:", StringComparison.Ordinal));

        await node.Client.DeleteAsync<Pod>("default", "web", null, default);
        await Eventually.TrueAsync(() => node.Client.All<Pod>().Count == 0, "the pod is gone");
        Assert.Equal("stopped by main of web", await ReadAsync("stopped"));
    }

    private static ConfigMap Settings(string page) => ConfigMap.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = "default", Name = "settings" },
        Data = ApiMap.Of("index.html", page).SetItem("who", "main"),
    };

    private static Probe Probe(ProbeHandler handler) => Api.Core.V1.Probe.Empty with
    {
        ProbeHandler = handler, PeriodSeconds = 1, TimeoutSeconds = 5, SuccessThreshold = 1, FailureThreshold = 3,
    };

    private static LifecycleHandler Shell(string script) =>
        LifecycleHandler.Empty with { Exec = ExecAction.Empty with { Command = ["sh", "-c", script] } };

    private static IEnumerable<string> Messages(RealNode node) => node.Client.All<Event>().Select(each => each.Message);

    private static async Task EventuallyServesAsync(HttpClient http, string url, string page)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await http.GetStringAsync(url, deadline.Token) != page)
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    private static async Task ExecAsync(RealNode node, string script)
    {
        var id = node.Runtime.ListContainers().Single().Id;
        var result = await node.Runtime.ExecSyncAsync(id, ["/bin/busybox", "sh", "-c", $"busybox {script}"], TimeSpan.FromSeconds(20), default);
        Assert.Equal("", Encoding.UTF8.GetString(result.StandardError));
    }

    private Pod Server()
    {
        var who = ConfigMapKeySelector.Empty with { LocalObjectReference = TestPods.Named("settings"), Key = "who" };
        var container = Container("main") with
        {
            Command = ["sh", "-c", "echo > /tmp/alive; exec busybox httpd -f -p $(PORT) -h /www"],
            Ports = [ContainerPort.Empty with { Name = "http", Port = 8080 }],
            Env =
            [
                EnvVar.Empty with { Name = "PORT", Value = "8080" },
                EnvVar.Empty with { Name = "WHO", ValueFrom = EnvVarSource.Empty with { ConfigMapKeyRef = who } },
                EnvVar.Empty with
                {
                    Name = "POD", ValueFrom = EnvVarSource.Empty with { FieldRef = ObjectFieldSelector.Empty with { APIVersion = "v1", FieldPath = "metadata.name" } },
                },
            ],
            VolumeMounts =
            [
                VolumeMount.Empty with { Name = "pages", MountPath = "/www" },
                VolumeMount.Empty with { Name = "host", MountPath = "/host" },
            ],
            StartupProbe = Probe(ProbeHandler.Empty with { TCPSocket = TCPSocketAction.Empty with { Port = "http" } }) with { FailureThreshold = 30 },
            ReadinessProbe = Probe(ProbeHandler.Empty with { HTTPGet = HTTPGetAction.Empty with { Path = "/index.html", Port = "http", Scheme = "HTTP" } }),
            LivenessProbe = Probe(ProbeHandler.Empty with { Exec = ExecAction.Empty with { Command = ["cat", "/tmp/alive"] } }) with { FailureThreshold = 2 },
            Lifecycle = Lifecycle.Empty with { PostStart = Shell("echo -n started > /host/started"), PreStop = Shell("echo -n stopped by $WHO of $POD > /host/stopped") },
        };
        var pod = Pod("web", container);
        return pod with
        {
            Spec = pod.Spec with
            {
                TerminationGracePeriodSeconds = 1,
                Volumes =
                [
                    TestPods.Volume("pages", VolumeSource.Empty with { ConfigMap = ConfigMapVolumeSource.Empty with { LocalObjectReference = TestPods.Named("settings") } }),
                    TestPods.Volume("host", VolumeSource.Empty with { HostPath = HostPathVolumeSource.Empty with { Path = _directory["host"], Type = "Directory" } }),
                ],
            },
        };
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_directory[$"host/{name}"]);
}
