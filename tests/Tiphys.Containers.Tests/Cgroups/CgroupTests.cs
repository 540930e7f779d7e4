using System.Diagnostics;
using Tiphys.Containers.Cgroups;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Tests.Runtime;

namespace Tiphys.Containers.Tests.Cgroups;

public sealed class CgroupTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tiphys-cgroup-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Layouts_are_told_apart()
    {
        var unified = MountTable.Parse(["29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"]);
        var hybrid = MountTable.Parse(
        [
            "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
            "40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd",
            "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
        ]);

        Assert.Equal((CgroupVersion.V2, false), (CgroupLayout.FromMounts(unified).Version, CgroupLayout.FromMounts(unified).IsHybrid));
        var layout = CgroupLayout.FromMounts(hybrid);
        Assert.Equal((CgroupVersion.V1, true), (layout.Version, layout.IsHybrid));
        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", layout.Controllers["cpuacct"]);
        Assert.Equal(["/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"], layout.MountPoints);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(102, 17)]
    [InlineData(1024, 100)]
    [InlineData(262_144, 10_000)]
    public void Shares_become_weights(ulong shares, ulong weight) => Assert.Equal(weight, CgroupV2.CpuWeight(shares));

    [Fact]
    public void Version_2_limits_are_written_in_its_own_words()
    {
        foreach (var file in (string[])["cpu.weight", "cpu.max", "memory.max", "memory.min", "pids.max"])
            Touch($"pod/{file}", "");
        var resources = new CgroupResources
        {
            CpuShares = 1024,
            CpuQuota = 20_000,
            CpuPeriod = 50_000,
            MemoryLimit = 1 << 20,
            PidsLimit = -1,
            CpusetCpus = "0",
            Unified = new Dictionary<string, string> { ["memory.min"] = "4096" },
        };

        new CgroupV2(_directory).Apply("/pod", resources);

        Assert.Equal(["100", "20000 50000", "1048576", "4096", "max"], Read("cpu.weight", "cpu.max", "memory.max", "memory.min", "pids.max"));
        Assert.False(File.Exists(Path.Combine(_directory, "pod/cpuset.cpus")));
    }

    [Fact]
    public void Version_2_stats_are_read()
    {
        Touch("pod/cpu.stat", "usage_usec 12\nuser_usec 7\n");
        Touch("pod/memory.current", "1000\n");
        Touch("pod/memory.max", "max\n");
        Touch("pod/memory.stat", "anon 300\ninactive_file 400\npgfault 5\npgmajfault 1\n");
        Touch("pod/memory.events", "low 0\noom 2\noom_kill 1\n");
        Touch("pod/pids.current", "3\n");

        var stats = new CgroupV2(_directory).ReadStats("/pod", DateTimeOffset.UnixEpoch);

        Assert.Equal(
            new CgroupStats
            {
                Timestamp = DateTimeOffset.UnixEpoch,
                CpuUsageNanoseconds = 12_000,
                MemoryUsageBytes = 1000,
                MemoryWorkingSetBytes = 600,
                MemoryRssBytes = 300,
                PageFaults = 5,
                MajorPageFaults = 1,
                ProcessCount = 3,
            },
            stats);
        Assert.Equal(1UL, new CgroupV2(_directory).ReadOomKills("/pod"));
    }

    [MachineFact]
    public async Task Cgroups_are_made_limited_filled_emptied_and_removed()
    {
        var manager = new CgroupManager("/tiphys-test-" + Guid.NewGuid().ToString("N")[..12]);
        try
        {
            manager.Create("kubepods/burstable/pod1", new CgroupResources { CpuShares = 300, MemoryLimit = 32 << 20 });
            manager.Create("kubepods/besteffort");
            Assert.Equal(32UL << 20, manager.ReadStats("kubepods/burstable/pod1").MemoryLimitBytes);
            Assert.Equal(["besteffort", "burstable"], manager.ListChildren("kubepods").Order());

            using var process = Process.Start("sleep", "1000");
            manager.AddProcess("kubepods/burstable/pod1", process.Id);
            Assert.Equal([process.Id], manager.GetProcesses("kubepods"));
            await manager.KillAsync("kubepods", CancellationToken.None);
            Assert.Empty(manager.GetProcesses(""));
        }
        finally
        {
            await manager.RemoveAsync("", CancellationToken.None);
        }

        Assert.False(manager.Exists(""));
    }

    // The unified hierarchy of a hybrid machine is a real version 2 one, though with few controllers.
    [MachineFact]
    public async Task Unified_hierarchy_works_by_itself()
    {
        if (CgroupLayout.Detect().Unified is not { } mount)
            return;
        var layout = new CgroupLayout { Controllers = new Dictionary<string, string>(), Named = [], Unified = mount };
        var manager = new CgroupManager("/tiphys-test-" + Guid.NewGuid().ToString("N")[..12], layout);
        try
        {
            manager.Create("pod/container");
            using var process = Process.Start("sleep", "1000");
            manager.AddProcess("pod/container", process.Id);
            Assert.NotNull(manager.ReadStats("pod").CpuUsageNanoseconds);
            await manager.KillAsync("pod", CancellationToken.None);
        }
        finally
        {
            await manager.RemoveAsync("", CancellationToken.None);
        }

        Assert.False(manager.Exists(""));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/a/../..")]
    public void Root_cannot_be_a_nodes_parent(string parent) => Assert.Throws<ArgumentException>(() => new CgroupManager(parent));

    private void Touch(string path, string content)
    {
        var full = Path.Combine(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private string[] Read(params string[] files) => [.. files.Select(f => File.ReadAllText(Path.Combine(_directory, "pod", f)))];
}
