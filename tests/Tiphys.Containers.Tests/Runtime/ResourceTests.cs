namespace Tiphys.Containers.Tests.Runtime;

public sealed class ResourceTests
{
    private static ContainerConfig Limited(ContainerConfig config, LinuxContainerResources resources) => config with { Resources = resources };

    [MachineFact]
    public async Task Limits_stand_in_the_cgroup_below_the_pods_and_can_be_changed()
    {
        await using var engine = await Engine.OpenAsync();
        var resources = new LinuxContainerResources { MemoryLimit = 64 << 20, CpuQuota = 50_000, CpuPeriod = 100_000, CpuShares = 512, PidsLimit = 33 };
        var id = await engine.StartAsync(Limited(Engine.Config("sleep", "1000"), resources));
        var path = $"kubepods/pod1/{id}";

        Assert.True(engine.Runtime.Cgroups.Exists(path));
        Assert.Equal(64UL << 20, engine.Runtime.Cgroups.ReadStats(path).MemoryLimitBytes);
        Assert.Equal(("50000", "512", "33"), (Read("cpu", "cpu.cfs_quota_us"), Read("cpu", "cpu.shares"), Read("pids", "pids.max")));

        await engine.Runtime.UpdateContainerResourcesAsync(id, new LinuxContainerResources { MemoryLimit = 96 << 20, CpuQuota = 70_000 }, CancellationToken.None);

        Assert.Equal(96UL << 20, engine.Runtime.Cgroups.ReadStats(path).MemoryLimitBytes);
        Assert.Equal(("70000", "512"), (Read("cpu", "cpu.cfs_quota_us"), Read("cpu", "cpu.shares")));
        var kept = engine.Runtime.GetContainerStatus(id).Config.Resources;
        Assert.Equal((96L << 20, 512UL), (kept.MemoryLimit, kept.CpuShares));

        string Read(string controller, string file) =>
            File.ReadAllText($"/sys/fs/cgroup/{controller}{engine.Options.CgroupParent}/{path}/{file}").Trim();
    }

    [MachineFact]
    public async Task Update_before_the_start_holds_after_it()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.CreateAsync(Engine.Config("sleep", "1000"));
        await engine.Runtime.UpdateContainerResourcesAsync(id, new LinuxContainerResources { PidsLimit = 44 }, CancellationToken.None);
        await engine.Runtime.StartContainerAsync(id, CancellationToken.None);
        Assert.Equal("44", (await File.ReadAllTextAsync($"/sys/fs/cgroup/pids{engine.Options.CgroupParent}/kubepods/pod1/{id}/pids.max")).Trim());
    }

    [MachineFact]
    public async Task Out_of_memory_is_reported_as_OOMKilled()
    {
        await using var engine = await Engine.OpenAsync();
        var resources = new LinuxContainerResources { MemoryLimit = 20 << 20 };
        var (status, _) = await engine.RunAsync(Limited(Engine.Config("dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1"), resources));
        Assert.Equal((137, "OOMKilled"), (status.ExitCode, status.Reason));
    }

    [MachineFact]
    public async Task Stats_show_what_a_container_uses()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("dd if=/dev/zero of=/file bs=1M count=8; i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo done; sleep 1000"));
        var status = engine.Runtime.GetContainerStatus(id);
        await Engine.EventuallyAsync(async () => (await Engine.ReadLogAsync(status.LogPath)).Contains("done"));

        var stats = engine.Runtime.GetContainerStats(id);
        var pod = engine.Runtime.GetPodSandboxStats(status.SandboxId);

        Assert.True(stats.Resources.CpuUsageNanoseconds > 1_000_000);
        Assert.InRange(stats.Resources.MemoryUsageBytes!.Value, 1UL, 100UL << 20);
        Assert.InRange(stats.Resources.MemoryWorkingSetBytes!.Value, 1UL, stats.Resources.MemoryUsageBytes.Value);
        Assert.InRange(stats.Resources.ProcessCount!.Value, 1UL, 2UL);
        Assert.InRange(stats.WritableLayer!.UsedBytes, 8UL << 20, 9UL << 20);
        Assert.True(pod.Resources.CpuUsageNanoseconds >= stats.Resources.CpuUsageNanoseconds);
        Assert.Equal(id, Assert.Single(pod.Containers).Id);
    }
}
