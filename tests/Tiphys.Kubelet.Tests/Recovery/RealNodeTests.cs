using Tiphys.Api.Core.V1;
using Tiphys.Client.Fakes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Recovery;

public sealed class RealNodeTests
{
    [NodeFact]
    public async Task Pod_runs_survives_a_new_kubelet_and_ends()
    {
        await using var node = new RealNode();
        await node.StartAsync();
        await node.Client.CreateAsync(Pod("web", Shell("main", "cat /etc/hosts > /tmp/hosts; trap 'exit 0' TERM; while true; do sleep 1; done")), default);
        var pod = await node.UntilAsync("web", IsReady);
        var container = Assert.Single(node.Runtime.ListContainers());
        var hosts = await node.Runtime.ExecSyncAsync(container.Id, ["cat", "/tmp/hosts", "/etc/resolv.conf", "/etc/hostname"], TimeSpan.FromSeconds(20), default);
        var text = System.Text.Encoding.UTF8.GetString(hosts.StandardOutput);
        Assert.Contains($"{pod.Status.PodIP}\tweb\n", text);
        Assert.Contains("nameserver 10.96.0.10", text);
        Assert.Contains("ndots:5", text);
        Assert.EndsWith("web\n", text);

        await node.StopAsync();
        await node.StartAsync();
        await node.Client.CreateAsync(Pod("job", Shell("main", "echo done > /dev/termination-log; exit 3")) with { } is var job
            ? job with { Spec = job.Spec with { RestartPolicy = RestartPolicy.Never } }
            : job, default);
        var ended = await node.UntilAsync("job", status => status.Phase == PodPhase.Failed);
        Assert.Equal("done\n", ended.Status.ContainerStatuses[0].State.Terminated!.Message);
        Assert.Equal(pod.Status.ContainerStatuses, node.Client.Find<Pod>("default", "web")!.Status.ContainerStatuses);

        await node.Client.DeleteAsync<Pod>("default", "web", null, default);
        await node.Client.DeleteAsync<Pod>("default", "job", null, default);
        await Eventually.TrueAsync(() => node.Client.All<Pod>().Count == 0, "pods are gone");
        await Eventually.TrueAsync(() => node.Runtime.ListPodSandboxes().Count == 0 && node.Runtime.ListContainers().Count == 0, "nothing is left");
        Assert.DoesNotContain(node.Runtime.Cgroups.ListChildren("kubepods/besteffort"), name => name.StartsWith("pod", StringComparison.Ordinal));
    }

    [NodeFact]
    public async Task Killed_container_is_running_again_within_a_moment()
    {
        await using var node = new RealNode();
        await node.StartAsync();
        await node.Client.CreateAsync(Pod("web", Shell("main", "sleep 1000")), default);
        await node.UntilAsync("web", IsReady);
        var container = Assert.Single(node.Runtime.ListContainers());
        using (var process = System.Diagnostics.Process.GetProcessById(container.Pid))
        {
            process.Kill();
        }

        var again = await node.UntilAsync("web", status => status.ContainerStatuses[0].RestartCount == 1 && IsReady(status));
        Assert.Equal(137, again.Status.ContainerStatuses[0].LastTerminationState.Terminated!.ExitCode);
    }

    private static Container Shell(string name, string script) => Container(name) with
    {
        Command = ["sh", "-c", script],
        TerminationMessagePath = "/dev/termination-log",
        TerminationMessagePolicy = TerminationMessagePolicy.File,
    };
}
