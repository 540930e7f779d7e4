using System.Diagnostics;
using Tiphys.Containers.Store;

namespace Tiphys.Containers.Tests.Runtime;

public sealed class RecoveryTests
{
    [MachineFact]
    public async Task Running_containers_go_on_and_are_taken_over()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("while :; do echo tick; usleep 20000; done"));
        var before = engine.Runtime.GetContainerStatus(id);

        await engine.ReopenAsync();

        var after = engine.Runtime.GetContainerStatus(id);
        Assert.Equal((ContainerState.Running, before.Pid, before.StartedAt), (after.State, after.Pid, after.StartedAt));
        Assert.Equal(PodSandboxState.Ready, engine.Runtime.GetPodSandboxStatus(after.SandboxId).State);
        var length = new FileInfo(after.LogPath).Length;
        await Engine.EventuallyAsync(() => Task.FromResult(new FileInfo(after.LogPath).Length > length));
        Assert.Equal("alive", await engine.ExecAsync(id, "echo alive"));
        var exit = engine.WaitForExitAsync(id);
        await engine.Runtime.StopContainerAsync(id, TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(137, (await exit).ExitCode);
    }

    [MachineFact]
    public async Task Exit_while_nobody_watched_is_reported_with_code_and_time()
    {
        await using var engine = await Engine.OpenAsync();
        var go = Path.Combine(engine.Directory, "go");
        Directory.CreateDirectory(go);
        var config = Engine.Shell("while [ ! -e /go/now ]; do usleep 1000; done; exit 9") with
        {
            Mounts = [new ContainerMount { HostPath = go, ContainerPath = "/go" }],
        };
        var id = await engine.StartAsync(config);
        var pid = engine.Runtime.GetContainerStatus(id).Pid;
        var finished = DateTimeOffset.MinValue;

        await engine.ReopenAsync(async () =>
        {
            await File.WriteAllTextAsync(Path.Combine(go, "now"), "");
            await Engine.EventuallyAsync(() => Task.FromResult(File.Exists(Path.Combine(engine.Options.RootDirectory, "exits", id))));
            finished = DateTimeOffset.UtcNow;
        });

        var status = engine.Runtime.GetContainerStatus(id);
        Assert.Equal((ContainerState.Exited, 9), (status.State, status.ExitCode));
        Assert.InRange(status.FinishedAt!.Value, finished - TimeSpan.FromSeconds(5), finished);
        Assert.False(engine.Runtime.Cgroups.Exists($"kubepods/pod1/{id}"));
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [MachineFact]
    public async Task Killed_conmon_ends_the_container_with_an_unknown_result()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var conmon = int.Parse(await File.ReadAllTextAsync(Path.Combine(engine.Options.RootDirectory, "containers", id, "conmon-pid")));
        var exit = engine.WaitForExitAsync(id);

        Process.GetProcessById(conmon).Kill();

        var status = await exit;
        Assert.Equal((255, "Unknown"), (status.ExitCode, status.Reason));
        await Engine.EventuallyAsync(() => Task.FromResult(!engine.Runtime.Cgroups.Exists($"kubepods/pod1/{id}")));
    }

    [MachineFact]
    public async Task Interrupted_start_is_taken_for_a_failed_one()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.CreateAsync(Engine.Config("sleep", "1000"));

        await engine.ReopenAsync(() =>
        {
            var file = Path.Combine(engine.Options.RootDirectory, "containers", id, "container.json");
            var record = StateFile.TryRead(file, StateJsonContext.Default.ContainerRecord)!;
            StateFile.Write(file, record with { Phase = ContainerPhase.Starting }, StateJsonContext.Default.ContainerRecord);
            return Task.CompletedTask;
        });

        var status = engine.Runtime.GetContainerStatus(id);
        Assert.Equal((ContainerState.Exited, 128, "StartError"), (status.State, status.ExitCode, status.Reason));
    }

    [MachineFact]
    public async Task Start_interrupted_after_the_program_began_is_completed()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var pid = engine.Runtime.GetContainerStatus(id).Pid;

        await engine.ReopenAsync(() =>
        {
            var file = Path.Combine(engine.Options.RootDirectory, "containers", id, "container.json");
            var record = StateFile.TryRead(file, StateJsonContext.Default.ContainerRecord)!;
            var interrupted = record with { Phase = ContainerPhase.Starting, Pid = 0, ConmonPid = 0, StartedAt = null };
            StateFile.Write(file, interrupted, StateJsonContext.Default.ContainerRecord);
            return Task.CompletedTask;
        });

        var status = engine.Runtime.GetContainerStatus(id);
        Assert.Equal((ContainerState.Running, pid), (status.State, status.Pid));
    }

    [MachineFact]
    public async Task Remains_without_a_state_are_removed()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.CreateAsync(Engine.Config("sleep", "1000"));
        var sandbox = engine.Runtime.GetContainerStatus(id).SandboxId;
        var root = engine.Options.RootDirectory;

        await engine.ReopenAsync(() =>
        {
            File.Delete(Path.Combine(root, "containers", id, "container.json"));
            File.Delete(Path.Combine(root, "sandboxes", sandbox, "sandbox.json"));
            return Task.CompletedTask;
        });

        Assert.Empty(engine.Runtime.ListContainers());
        Assert.Empty(engine.Runtime.ListPodSandboxes());
        Assert.Empty(Directory.GetDirectories(Path.Combine(root, "containers")));
        Assert.Empty(Directory.GetDirectories(Path.Combine(root, "sandboxes")));
        Assert.DoesNotContain(root, await File.ReadAllTextAsync("/proc/self/mountinfo"));
    }

    [MachineFact]
    public async Task After_a_reboot_containers_have_exited_and_sandboxes_are_not_ready()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var status = engine.Runtime.GetContainerStatus(id);

        await engine.ReopenAsync(() => File.WriteAllTextAsync(Path.Combine(engine.Options.RootDirectory, "boot-id"), "another"));

        Assert.Equal((ContainerState.Exited, 255, "Unknown"), State(engine.Runtime.GetContainerStatus(id)));
        Assert.Equal(PodSandboxState.NotReady, engine.Runtime.GetPodSandboxStatus(status.SandboxId).State);

        static (ContainerState, int, string) State(ContainerStatus s) => (s.State, s.ExitCode, s.Reason);
    }

    [MachineFact]
    public async Task Purge_leaves_nothing()
    {
        var engine = await Engine.OpenAsync();
        var shared = engine.SandboxConfig() with { Namespaces = new NamespaceOptions { Pid = NamespaceMode.Pod } };
        int[] processes =
        [
            engine.Runtime.GetContainerStatus(await engine.StartAsync(Engine.Config("sleep", "1000"))).Pid,
            engine.Runtime.GetContainerStatus(await engine.StartAsync(Engine.Config("sleep", "1000"), shared)).Pid,
        ];
        var own = engine.Runtime.Cgroups.GetProcesses("");
        Assert.Superset(processes.ToHashSet(), own.ToHashSet());

        await engine.DisposeAsync();

        Assert.All(own, p => Assert.False(Directory.Exists($"/proc/{p}") && !IsZombie(p)));
        Assert.DoesNotContain(engine.Directory, await File.ReadAllTextAsync("/proc/self/mountinfo"));
        Assert.DoesNotContain(CgroupLayout.Detect().MountPoints, m => Directory.Exists(m + engine.Options.CgroupParent));
        Assert.False(Directory.Exists(engine.Options.RootDirectory));
    }

    private static bool IsZombie(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
