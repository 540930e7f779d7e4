using Tiphys.Containers.Linux;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

public sealed partial class ContainerRuntime
{
    private static readonly TimeSpan WritableLayerAge = TimeSpan.FromSeconds(10);

    public ContainerStats GetContainerStats(string containerId) => StatsOf(Container(containerId));

    public IReadOnlyList<ContainerStats> ListContainerStats() =>
        [.. _containers.Values.Where(c => c.Record.Phase == ContainerPhase.Running).Select(StatsOf)];

    public PodSandboxStats GetPodSandboxStats(string sandboxId)
    {
        var sandbox = Sandbox(sandboxId);
        var info = sandbox.ToInfo();
        var hasNetwork = info is { State: PodSandboxState.Ready, NetworkNamespacePath: not null };
        return new PodSandboxStats
        {
            Id = sandboxId,
            Metadata = info.Config.Metadata,
            Resources = _cgroups.ReadStats(info.Config.CgroupParent),
            Interfaces = hasNetwork ? NetworkUsage.Read(info.NetworkNamespacePath!) : [],
            Containers = [.. ContainersOf(sandboxId).Where(c => c.Record.Phase == ContainerPhase.Running).Select(StatsOf)],
        };
    }

    private ContainerStats StatsOf(ContainerEntry entry) => new()
    {
        Id = entry.Record.Id,
        SandboxId = entry.Record.SandboxId,
        Metadata = entry.Record.Config.Metadata,
        Resources = _cgroups.ReadStats(entry.Record.Cgroup),
        WritableLayer = WritableLayerOf(entry),
    };

    private FilesystemUsage WritableLayerOf(ContainerEntry entry)
    {
        var now = _time.GetUtcNow();
        if (entry.WritableLayer is { } last && now - last.Timestamp < WritableLayerAge)
            return last;
        var (bytes, inodes) = DiskUsage.Measure(entry.Paths.Upper);
        return entry.WritableLayer = new FilesystemUsage(now, entry.Paths.Upper, bytes, inodes);
    }
}
