using Tiphys.Containers.Tests.Runtime;

namespace Tiphys.Containers.Tests.Sandboxes;

public sealed class SandboxTests
{
    [MachineFact]
    public async Task Containers_of_a_pod_share_network_host_name_and_memory_but_not_processes()
    {
        await using var engine = await Engine.OpenAsync();
        var sandbox = await engine.Runtime.RunPodSandboxAsync(engine.SandboxConfig(), CancellationToken.None);
        var (a, b) = (await StartIn(engine, sandbox.Id), await StartIn(engine, sandbox.Id));

        foreach (var kind in (string[])["net", "ipc", "uts"])
            Assert.Equal(await engine.ExecAsync(a, $"readlink /proc/self/ns/{kind}"), await engine.ExecAsync(b, $"readlink /proc/self/ns/{kind}"));
        Assert.NotEqual(await engine.ExecAsync(a, "readlink /proc/self/ns/pid"), await engine.ExecAsync(b, "readlink /proc/self/ns/pid"));
        Assert.NotEqual(await engine.ExecAsync(a, "readlink /proc/self/ns/net"), File.ResolveLinkTarget("/proc/self/ns/net", false)!.Name);
        Assert.Equal("pod1", await engine.ExecAsync(a, "hostname"));
        Assert.Equal("pod1", await engine.ExecAsync(a, "cat /etc/hostname"));
        await engine.ExecAsync(a, "echo shared > /dev/shm/file");
        Assert.Equal("shared", await engine.ExecAsync(b, "cat /dev/shm/file"));
        Assert.Contains("LOOPBACK,UP", await engine.ExecAsync(a, "ip link show lo"));
    }

    [MachineFact]
    public async Task Shared_pid_namespace_lets_containers_see_each_other()
    {
        await using var engine = await Engine.OpenAsync();
        var config = engine.SandboxConfig() with { Namespaces = new NamespaceOptions { Pid = NamespaceMode.Pod } };
        var sandbox = await engine.Runtime.RunPodSandboxAsync(config, CancellationToken.None);
        var (a, b) = (await StartIn(engine, sandbox.Id), await StartIn(engine, sandbox.Id));

        Assert.Equal(await engine.ExecAsync(a, "readlink /proc/self/ns/pid"), await engine.ExecAsync(b, "readlink /proc/self/ns/pid"));
        var seen = await engine.ExecAsync(a, "ps");
        Assert.Contains("sleep infinity", seen);
        Assert.Equal(2, seen.Split("sleep 1000").Length - 1);

        await engine.ReopenAsync();
        await engine.Runtime.StopPodSandboxAsync(sandbox.Id, CancellationToken.None);
        Assert.DoesNotContain(sandbox.Id, await File.ReadAllTextAsync("/proc/self/mountinfo"));
        Assert.Empty(engine.Runtime.Cgroups.GetProcesses(""));
    }

    [MachineFact]
    public async Task Orphans_in_a_shared_pid_namespace_are_reaped()
    {
        await using var engine = await Engine.OpenAsync();
        var config = engine.SandboxConfig() with { Namespaces = new NamespaceOptions { Pid = NamespaceMode.Pod } };
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"), config);
        await engine.ExecAsync(id, "(sh -c 'usleep 10000' &) ; true");
        await Engine.EventuallyAsync(async () => !(await engine.ExecAsync(id, "ps")).Contains("usleep"));
        Assert.DoesNotContain(" Z ", await engine.ExecAsync(id, "ps"));
    }

    [MachineFact]
    public async Task Target_mode_joins_the_processes_of_another_container()
    {
        await using var engine = await Engine.OpenAsync();
        var sandbox = await engine.Runtime.RunPodSandboxAsync(engine.SandboxConfig(), CancellationToken.None);
        var target = await StartIn(engine, sandbox.Id);
        var debug = Engine.Config("sleep", "2000") with
        {
            SecurityContext = new LinuxContainerSecurityContext { Namespaces = new NamespaceOptions { Pid = NamespaceMode.Target, TargetId = target } },
        };
        var id = await engine.Runtime.CreateContainerAsync(sandbox.Id, debug, CancellationToken.None);
        await engine.Runtime.StartContainerAsync(id, CancellationToken.None);
        Assert.Contains("sleep 1000", await engine.ExecAsync(id, "ps"));
    }

    [MachineFact]
    public async Task Node_namespaces_are_the_machines()
    {
        await using var engine = await Engine.OpenAsync();
        var all = new NamespaceOptions { Network = NamespaceMode.Node, Pid = NamespaceMode.Node, Ipc = NamespaceMode.Node };
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"), engine.SandboxConfig() with { Namespaces = all });

        foreach (var kind in (string[])["net", "ipc", "uts", "pid"])
            Assert.Equal(await engine.ExecAsync(id, $"readlink /proc/self/ns/{kind}"), File.ResolveLinkTarget($"/proc/self/ns/{kind}", false)!.Name);
        Assert.Null(engine.Runtime.ListPodSandboxes().Single().NetworkNamespacePath);
        await engine.Runtime.StopContainerAsync(id, TimeSpan.Zero, CancellationToken.None);
    }

    [MachineFact]
    public async Task Container_without_a_pid_namespace_leaves_no_process_behind()
    {
        await using var engine = await Engine.OpenAsync();
        var config = engine.SandboxConfig() with { Namespaces = new NamespaceOptions { Pid = NamespaceMode.Node } };
        var id = await engine.StartAsync(Engine.Shell("sleep 3000 & echo ready; wait"), config);
        await Engine.EventuallyAsync(() => Task.FromResult(engine.Runtime.Cgroups.GetProcesses($"kubepods/pod1/{id}").Count == 2));
        await engine.Runtime.StopContainerAsync(id, TimeSpan.Zero, CancellationToken.None);
        await Engine.EventuallyAsync(() => Task.FromResult(engine.Runtime.Cgroups.GetProcesses($"kubepods/pod1/{id}").Count == 0));
    }

    [MachineFact]
    public async Task Sysctls_and_dns_are_set()
    {
        await using var engine = await Engine.OpenAsync();
        var config = engine.SandboxConfig() with
        {
            Sysctls = new Dictionary<string, string> { ["net.ipv4.tcp_syncookies"] = "0", ["kernel.shm_rmid_forced"] = "1" },
            Dns = new DnsConfig { Servers = ["10.96.0.10"], Searches = ["default.svc.cluster.local", "svc.cluster.local"], Options = ["ndots:5"] },
        };
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"), config);
        Assert.Equal("0\n1\n0", await engine.ExecAsync(id, "cat /proc/sys/net/ipv4/tcp_syncookies /proc/sys/kernel/shm_rmid_forced /proc/sys/net/ipv4/ip_unprivileged_port_start"));
        Assert.Equal("search default.svc.cluster.local svc.cluster.local\nnameserver 10.96.0.10\noptions ndots:5", await engine.ExecAsync(id, "cat /etc/resolv.conf"));
        Assert.Equal("1", (await File.ReadAllTextAsync("/proc/sys/net/ipv4/tcp_syncookies")).Trim());
    }

    [MachineFact]
    public async Task Sysctl_that_does_not_exist_fails_and_leaves_nothing()
    {
        await using var engine = await Engine.OpenAsync();
        var config = engine.SandboxConfig() with { Sysctls = new Dictionary<string, string> { ["net.no_such_thing"] = "1" } };
        await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.Runtime.RunPodSandboxAsync(config, CancellationToken.None));
        Assert.Empty(Directory.GetDirectories(Path.Combine(engine.Options.RootDirectory, "sandboxes")));
        Assert.DoesNotContain(engine.Options.RootDirectory, await File.ReadAllTextAsync("/proc/self/mountinfo"));
    }

    [MachineFact]
    public async Task Sysctl_of_the_node_is_refused()
    {
        await using var engine = await Engine.OpenAsync();
        var config = engine.SandboxConfig() with
        {
            Namespaces = new NamespaceOptions { Network = NamespaceMode.Node },
            Sysctls = new Dictionary<string, string> { ["net.ipv4.tcp_syncookies"] = "0" },
        };
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.Runtime.RunPodSandboxAsync(config, CancellationToken.None));
        Assert.Equal(ContainerRuntimeError.InvalidConfiguration, error.Error);
        Assert.Equal("1", (await File.ReadAllTextAsync("/proc/sys/net/ipv4/tcp_syncookies")).Trim());
    }

    [MachineFact]
    public async Task Removing_a_sandbox_removes_its_containers_and_cgroups()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var sandbox = engine.Runtime.GetContainerStatus(id).SandboxId;

        await engine.Runtime.RemovePodSandboxAsync(sandbox, CancellationToken.None);

        Assert.Empty(engine.Runtime.ListContainers());
        Assert.Empty(engine.Runtime.ListPodSandboxes());
        Assert.False(engine.Runtime.Cgroups.Exists($"kubepods/pod1/{id}"));
        Assert.DoesNotContain(engine.Options.RootDirectory, await File.ReadAllTextAsync("/proc/self/mountinfo"));
    }

    [MachineFact]
    public async Task Stopped_sandbox_takes_no_containers()
    {
        await using var engine = await Engine.OpenAsync();
        var sandbox = await engine.Runtime.RunPodSandboxAsync(engine.SandboxConfig(), CancellationToken.None);
        await engine.Runtime.StopPodSandboxAsync(sandbox.Id, CancellationToken.None);
        Assert.Equal(PodSandboxState.NotReady, engine.Runtime.GetPodSandboxStatus(sandbox.Id).State);
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(
            () => engine.Runtime.CreateContainerAsync(sandbox.Id, Engine.Config("true"), CancellationToken.None));
        Assert.Equal(ContainerRuntimeError.InvalidState, error.Error);
    }

    private static async Task<string> StartIn(Engine engine, string sandboxId)
    {
        var id = await engine.Runtime.CreateContainerAsync(sandboxId, Engine.Config("sleep", "1000"), CancellationToken.None);
        await engine.Runtime.StartContainerAsync(id, CancellationToken.None);
        return id;
    }
}
