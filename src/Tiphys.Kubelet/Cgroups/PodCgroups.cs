using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Cgroups;

/// <summary>
/// Cgroups of pods: <c>kubepods/podUID</c> for guaranteed ones, <c>kubepods/burstable/podUID</c> and <c>kubepods/besteffort/podUID</c> for the
/// others (upstream: pkg/kubelet/cm).
/// </summary>
/// <param name="cgroups">The node's cgroups; null where they are not managed.</param>
internal sealed class PodCgroups(Cri.CgroupManager? cgroups)
{
    private const string Root = "kubepods";
    private static readonly string[] Parents = [Root, Path(PodQOSClass.Burstable), Path(PodQOSClass.BestEffort)];

    /// <summary>The cgroup of a pod, relative to that of the node.</summary>
    public static string PathOf(Pod pod) => $"{Path(PodQos.ClassOf(pod))}/pod{pod.Metadata.UID}";

    /// <summary>Makes the cgroup of a pod and sets its limits.</summary>
    public void Ensure(Pod pod) => cgroups?.Create(PathOf(pod), Limits(pod));

    /// <summary>Takes the limits of the pod as a whole away for a moment, in which those of its containers change.</summary>
    public void Loosen(Pod pod) => cgroups?.Update(PathOf(pod), new Cri.CgroupResources { CpuQuota = -1, MemoryLimit = -1 });

    /// <summary>Removes the cgroup of a pod, in whatever class it is, with all that still runs in it.</summary>
    public async Task RemoveAsync(string podUid, CancellationToken cancellationToken)
    {
        foreach (var path in Parents.Select(parent => $"{parent}/pod{podUid}").Where(path => cgroups?.Exists(path) is true))
        {
            await cgroups!.KillAsync(path, cancellationToken);
            await cgroups.RemoveAsync(path, cancellationToken);
        }
    }

    /// <summary>Makes the cgroups above those of pods.</summary>
    public void EnsureParents()
    {
        cgroups?.Create(Root);
        cgroups?.Create(Path(PodQOSClass.Burstable), new Cri.CgroupResources { CpuShares = 2 });
        cgroups?.Create(Path(PodQOSClass.BestEffort), new Cri.CgroupResources { CpuShares = 2 });
    }

    /// <summary>Gives burstable pods together the weight of what they request.</summary>
    public void SetBurstableWeight(IEnumerable<Pod> pods)
    {
        var milliCpu = pods.Where(pod => PodQos.ClassOf(pod) == PodQOSClass.Burstable).Sum(pod => PodRequests.Of(pod).MilliCpu);
        cgroups?.Update(Path(PodQOSClass.Burstable), new Cri.CgroupResources { CpuShares = CpuShares.FromMilliCpu(milliCpu) });
    }

    /// <summary>UIDs of pods that have a cgroup.</summary>
    public IReadOnlyCollection<string> ListPodUids() => cgroups is null
        ? []
        : Parents.SelectMany(cgroups.ListChildren)
            .Where(name => name.StartsWith("pod", StringComparison.Ordinal))
            .Select(name => name["pod".Length..])
            .ToHashSet();

    private static string Path(string qosClass) => qosClass switch
    {
        PodQOSClass.Guaranteed => Root,
        PodQOSClass.Burstable => $"{Root}/burstable",
        _ => $"{Root}/besteffort",
    };

    // Limits hold for the pod as a whole only when each of its containers has one.
    private static Cri.CgroupResources Limits(Pod pod)
    {
        var (requests, limits) = (PodRequests.Of(pod), PodRequests.LimitsOf(pod));
        return new Cri.CgroupResources
        {
            CpuShares = CpuShares.FromMilliCpu(PodQos.ClassOf(pod) == PodQOSClass.BestEffort ? 0 : requests.MilliCpu),
            CpuPeriod = CpuShares.PeriodMicroseconds,
            CpuQuota = limits.MilliCpu is > 0 and var cpu ? CpuShares.Quota(cpu) : -1,
            MemoryLimit = limits.MemoryBytes is > 0 and var memory ? memory : -1,
        };
    }
}
