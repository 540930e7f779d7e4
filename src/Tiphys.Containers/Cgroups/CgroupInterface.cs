namespace Tiphys.Containers.Cgroups;

/// <summary>What differs between the two versions of the kernel's cgroup files.</summary>
internal abstract class CgroupInterface
{
    /// <summary>Makes the cgroup and its ancestors ready for limits. The path is relative to the hierarchy's root.</summary>
    public abstract void Create(string path);

    public abstract void Apply(string path, CgroupResources resources);

    public abstract CgroupStats ReadStats(string path, DateTimeOffset now);

    /// <summary>How many processes of the cgroup (and below) the kernel has killed for want of memory.</summary>
    public abstract ulong ReadOomKills(string path);

    public static CgroupInterface For(CgroupLayout layout) =>
        layout.Version == CgroupVersion.V2 ? new CgroupV2(layout.Unified!) : new CgroupV1(layout);
}
