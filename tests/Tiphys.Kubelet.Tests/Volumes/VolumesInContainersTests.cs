using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Fakes;
using Tiphys.Containers;
using Tiphys.Containers.Tests.Runtime;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Probes;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Volumes;
using Tiphys.Kubelet.Volumes.Linux;
using Tiphys.Kubelet.Volumes.Mounting;

namespace Tiphys.Kubelet.Tests.Volumes;

/// <summary>Volumes as programs in real containers see them.</summary>
public sealed class VolumesInContainersTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeKubernetesClient _client = new();
    private readonly ReferencedObjects _references;
    private readonly VolumeManager _manager;

    public VolumesInContainersTests()
    {
        _references = new ReferencedObjects(_client, TimeProvider.System, new Random(1), NullLogger.Instance);
        var options = new VolumeManagerOptions
        {
            PodsRoot = _directory["pods"], Allocatable = () => new Dictionary<string, Quantity> { ["memory"] = "64Mi" },
        };
        _manager = new VolumeManager(_client, _references, options, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _references.DisposeAsync();
        _directory.Dispose();
    }

    [MachineFact]
    public async Task A_user_reads_and_writes_what_the_pod_gives_it_and_no_more()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await StartAsync(engine, Subject());

        Assert.Equal("1", await engine.ExecAsync(id, "cat /etc/app/a.yaml"));
        Assert.Equal("s3cret", await engine.ExecAsync(id, "cat /keys/k"));
        Assert.Equal("web", await engine.ExecAsync(id, "cat /info/name"));
        Assert.Equal("denied", await engine.ExecAsync(id, "touch /etc/app/x 2>/dev/null || echo denied"));
        Assert.Equal("denied", await engine.ExecAsync(id, "touch /keys/x 2>/dev/null || echo denied"));
        Assert.Equal("denied", await engine.ExecAsync(id, "touch /host-ro/x 2>/dev/null || echo denied"));
        Assert.Equal("in", await engine.ExecAsync(id, "echo in > /etc/app/extra/f && cat /etc/app/extra/f"));
        Assert.Equal("77", await engine.ExecAsync(id, "ls -ln /etc/app/extra/f | tr -s ' ' | while read a b c d e; do echo $d; done"));
        Assert.Equal("log", await engine.ExecAsync(id, "echo log > /logs/web.log && cat /logs/web.log"));
        Assert.Equal("log\n", await File.ReadAllTextAsync(Path.Combine(_directory["pods/11-22/volumes/kubernetes.io~empty-dir/scratch"], "parts/web/web.log")));
        Assert.Equal("tmpfs", await engine.ExecAsync(id, "grep ' /fast ' /proc/mounts | while read a b c d; do echo $c; done"));
    }

    [MachineFact]
    public async Task A_running_program_sees_changes_of_its_volumes_but_not_of_parts()
    {
        await using var engine = await Engine.OpenAsync();
        var pod = Subject();
        var id = await StartAsync(engine, pod);
        _client.Put(TestPods.ConfigMap("settings", ("a.yaml", "2")));
        await Eventually.TrueAsync(() => _references.FindConfigMapAsync("shop", "settings", default).Result!.Data["a.yaml"] == "2", "the change is known");
        await _manager.RefreshAsync(pod, default);
        Assert.Equal("2", await engine.ExecAsync(id, "cat /etc/app/a.yaml"));
        Assert.Equal("1", await engine.ExecAsync(id, "cat /single.yaml"));
    }

    [MachineFact]
    public async Task Nothing_is_left_when_the_pod_is_gone_and_the_node_keeps_what_is_its_own()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await StartAsync(engine, Subject());
        await engine.ExecAsync(id, "echo x > /host/kept");
        await engine.Runtime.StopContainerAsync(id, TimeSpan.Zero, default);
        await engine.Runtime.RemoveContainerAsync(id, default);
        await _manager.ReleaseAsync("11-22", default);
        Assert.Empty(Mounts.Below(_directory.Root));
        Assert.Empty(Directory.GetFileSystemEntries(_directory["pods"]));
        Assert.Equal("x\n", await File.ReadAllTextAsync(_directory["host/kept"]));
    }

    [MachineFact]
    public async Task Commands_of_probes_run_in_the_container()
    {
        await using var engine = await Engine.OpenAsync();
        var pod = Subject();
        var id = await StartAsync(engine, pod);
        using var prober = new Prober(engine.Runtime, TimeProvider.System);
        Assert.Equal(new ProbeResult(ProbeOutcome.Success, "1"), await ProbeAsync(10, "cat", "/etc/app/a.yaml"));
        Assert.Equal(ProbeOutcome.Failure, (await ProbeAsync(10, "cat", "/none")).Outcome);
        Assert.Equal(new ProbeResult(ProbeOutcome.Failure, "command timed out: \"sleep 60\" timed out after 1s"), await ProbeAsync(1, "sleep", "60"));
        await engine.Runtime.StopContainerAsync(id, TimeSpan.Zero, default);
        Assert.Equal(ProbeOutcome.Error, (await ProbeAsync(10, "true")).Outcome);

        Task<ProbeResult> ProbeAsync(int timeout, params string[] command)
        {
            var handler = ProbeHandler.Empty with { Exec = ExecAction.Empty with { Command = command.ToApiList() } };
            var target = new ProbeTarget(pod, pod.Spec.Containers[0], id, new PodFacts { NodeName = "node-1" });
            return prober.ProbeAsync(target, Probe.Empty with { ProbeHandler = handler, TimeoutSeconds = timeout }, default);
        }
    }

    private Pod Subject()
    {
        Directory.CreateDirectory(_directory["host"]);
        Native.ChangeMode(_directory["host"], 0x1FF);
        _client.Put(TestPods.ConfigMap("settings", ("a.yaml", "1")));
        _client.Put(TestPods.Secret("keys", ("k", "s3cret")));
        var container = TestPods.Container() with
        {
            VolumeMounts =
            [
                Mount("config", "/etc/app"),
                Mount("extra", "/etc/app/extra"),
                Mount("keys", "/keys"),
                Mount("info", "/info"),
                Mount("fast", "/fast"),
                Mount("host", "/host"),
                Mount("host", "/host-ro") with { ReadOnly = true },
                Mount("config", "/single.yaml") with { SubPath = "a.yaml" },
                Mount("scratch", "/logs") with { SubPathExpr = "parts/$(POD)" },
            ],
        };
        var pod = TestPods.Pod(container).WithVolumes(
            TestPods.Volume("config", VolumeSource.Empty with { ConfigMap = ConfigMapVolumeSource.Empty with { LocalObjectReference = TestPods.Named("settings") } }),
            TestPods.Volume("extra", VolumeSource.Empty with { EmptyDir = EmptyDirVolumeSource.Empty }),
            TestPods.Volume("scratch", VolumeSource.Empty with { EmptyDir = EmptyDirVolumeSource.Empty }),
            TestPods.Volume("keys", VolumeSource.Empty with { Secret = SecretVolumeSource.Empty with { SecretName = "keys", DefaultMode = 0x100 } }),
            TestPods.Volume("info", VolumeSource.Empty with
            {
                DownwardAPI = DownwardAPIVolumeSource.Empty with
                {
                    Items = [DownwardAPIVolumeFile.Empty with { Path = "name", FieldRef = ObjectFieldSelector.Empty with { FieldPath = "metadata.name" } }],
                },
            }),
            TestPods.Volume("fast", VolumeSource.Empty with { EmptyDir = EmptyDirVolumeSource.Empty with { Medium = "Memory" } }),
            TestPods.Volume("host", VolumeSource.Empty with { HostPath = HostPathVolumeSource.Empty with { Path = _directory["host"], Type = "Directory" } }));
        return pod with { Spec = pod.Spec with { SecurityContext = PodSecurityContext.Empty with { FSGroup = 77 } } };
    }

    private static VolumeMount Mount(string name, string path) => VolumeMount.Empty with { Name = name, MountPath = path };

    private async Task<string> StartAsync(Engine engine, Pod pod)
    {
        var volumes = await _manager.PrepareAsync(pod, default);
        var environment = new Dictionary<string, string> { ["POD"] = "web" };
        return await engine.StartAsync(Engine.Config("sleep", "1000") with
        {
            Mounts = ContainerMounts.Build(pod, pod.Spec.Containers[0], volumes, environment, _manager.PodDirectory("11-22")),
            SecurityContext = new LinuxContainerSecurityContext { RunAsUser = 1000, RunAsGroup = 1000, SupplementalGroups = [77] },
        });
    }
}
