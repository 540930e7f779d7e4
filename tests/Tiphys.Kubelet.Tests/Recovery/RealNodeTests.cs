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

    [NodeFact]
    public async Task Init_container_sidecar_and_main_container_share_the_pod()
    {
        await using var node = new RealNode();
        await node.StartAsync();
        var pod = Pod("web", Shell("main", "sleep 1000"), Shell("other", "sleep 1000"));
        var sidecar = Shell("side", "trap 'exit 0' TERM; while true; do sleep 1; done") with { RestartPolicy = ContainerRestartPolicy.Always };
        await node.Client.CreateAsync(
            pod with
            {
                Spec = pod.Spec with
                {
                    InitContainers = [Shell("one", "test $(hostname) = first.db.default.svc.cluster.local"), sidecar],
                    ShareProcessNamespace = true,
                    Hostname = "first",
                    Subdomain = "db",
                    SetHostnameAsFQDN = true,
                    TerminationGracePeriodSeconds = 5,
                    SecurityContext = PodSecurityContext.Empty with { Sysctls = [Sysctl.Empty with { Name = "net.ipv4.ip_unprivileged_port_start", Value = "7" }] },
                },
            },
            default);
        var running = await node.UntilAsync("web", IsReady);
        Assert.Equal(0, running.Status.InitContainerStatuses[0].State.Terminated!.ExitCode);
        var main = node.Runtime.ListContainers().Single(each => each.Config.Metadata.Name == "main");
        Assert.Contains("sleep 1000", await ExecAsync(node, main.Id, "ps; cat /proc/sys/net/ipv4/ip_unprivileged_port_start"));
        Assert.EndsWith("\n7\n", await ExecAsync(node, main.Id, "cat /etc/hosts; cat /proc/sys/net/ipv4/ip_unprivileged_port_start"));
        await node.Client.DeleteAsync<Pod>("default", "web", null, default);
        await Eventually.TrueAsync(() => node.Client.All<Pod>().Count == 0, "pod is gone");
    }

    [NodeFact]
    public async Task Limits_and_security_reach_the_process_and_too_much_memory_is_told()
    {
        await using var node = new RealNode();
        await node.StartAsync();
        var container = Shell("main", "cat /proc/self/oom_score_adj; grep -E 'Uid|Groups|NoNewPrivs' /proc/self/status; sleep 1000") with
        {
            Resources = ResourceRequirements.Empty with
            {
                Limits = ApiMap.Of<Quantity>("memory", "64Mi").SetItem("cpu", "500m"),
                Requests = ApiMap.Of<Quantity>("memory", "32Mi").SetItem("cpu", "100m"),
            },
            SecurityContext = SecurityContext.Empty with { RunAsUser = 1234, AllowPrivilegeEscalation = false, ReadOnlyRootFilesystem = true },
        };
        await node.Client.CreateAsync(Pod("web", container), default);
        var pod = await node.UntilAsync("web", IsReady);
        Assert.Equal(1234, pod.Status.ContainerStatuses[0].User!.Linux!.UID);
        Assert.Equal(PodQOSClass.Burstable, pod.Status.QOSClass);
        var status = Assert.Single(node.Runtime.ListContainers());
        await Eventually.TrueAsync(() => File.ReadAllText(status.LogPath).Contains("NoNewPrivs:\t1"), "log of the process's privileges");
        Assert.Contains("Uid:\t1234", await File.ReadAllTextAsync(status.LogPath));
        Assert.Equal(64ul << 20, node.Runtime.GetContainerStats(status.Id).Resources.MemoryLimitBytes);
        Assert.Contains($"pod{pod.Metadata.UID}", node.Runtime.Cgroups.ListChildren("kubepods/burstable"));

        var greedy = Shell("main", "x=$(cat /dev/zero | head -c 200000000 | tr '\\0' 'x'); echo done") with
        {
            Resources = ResourceRequirements.Empty with { Limits = ApiMap.Of<Quantity>("memory", "32Mi") },
        };
        var job = Pod("greedy", greedy);
        await node.Client.CreateAsync(job with { Spec = job.Spec with { RestartPolicy = RestartPolicy.Never } }, default);
        var ended = await node.UntilAsync("greedy", each => each.Phase == PodPhase.Failed);
        Assert.Equal("OOMKilled", ended.Status.ContainerStatuses[0].State.Terminated!.Reason);
    }

    [NodeFact]
    public async Task Pods_with_the_nodes_namespaces_see_the_node()
    {
        await using var node = new RealNode();
        await node.StartAsync();
        var pod = Pod("host", Shell("main", "sleep 1000"));
        await node.Client.CreateAsync(pod with { Spec = pod.Spec with { HostNetwork = true, HostPID = true, HostIPC = true, DNSPolicy = DNSPolicy.Default } }, default);
        var running = await node.UntilAsync("host", IsReady);
        Assert.Equal("127.0.0.1", running.Status.PodIP);
        var container = Assert.Single(node.Runtime.ListContainers());
        Assert.Equal(
            File.ResolveLinkTarget("/proc/self/ns/net", false)!.Name, File.ResolveLinkTarget($"/proc/{container.Pid}/ns/net", false)!.Name);
        Assert.Contains("Kubernetes-managed hosts file (host network)", await ExecAsync(node, container.Id, "cat /etc/hosts"));
    }

    [NodeFact]
    public async Task Program_that_is_not_there_is_told()
    {
        await using var node = new RealNode();
        await node.StartAsync();
        await node.Client.CreateAsync(Pod("web", Container("main") with { Command = ["/no/such/program"] }), default);
        var failed = await node.UntilAsync("web", status => status.ContainerStatuses.Any(each => each.State.Waiting?.Reason is "RunContainerError" or "CrashLoopBackOff"));
        Assert.Contains("/no/such/program", failed.Status.ContainerStatuses[0].LastTerminationState.Terminated!.Message);
        Assert.Equal("StartError", failed.Status.ContainerStatuses[0].LastTerminationState.Terminated!.Reason);
    }

    private static async Task<string> ExecAsync(RealNode node, string containerId, string script)
    {
        var result = await node.Runtime.ExecSyncAsync(containerId, ["sh", "-c", script], TimeSpan.FromSeconds(20), default);
        return System.Text.Encoding.UTF8.GetString(result.StandardOutput);
    }

    private static Container Shell(string name, string script) => Container(name) with
    {
        Command = ["sh", "-c", script],
        TerminationMessagePath = "/dev/termination-log",
        TerminationMessagePolicy = TerminationMessagePolicy.File,
    };
}
