using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Resources;
using Tiphys.Scheduler.Selectors;

namespace Tiphys.Scheduler.State;

/// <summary>A pod with all that scheduling asks of it, worked out once. Immutable.</summary>
internal sealed class PodInfo
{
    internal PodInfo(Pod pod, ResourceNames names)
    {
        Pod = pod;
        Requests = PodRequests.Of(pod, names);
        NonZeroRequests = PodRequests.NonZeroOf(pod, names);
        HostPorts = HostPort.Of(pod.Spec);
        Nodes = NodeMatcher.Of(pod.Spec);
        HardSpread = SpreadConstraint.Of(pod, UnsatisfiableConstraintAction.DoNotSchedule);
        SoftSpread = SpreadConstraint.Of(pod, UnsatisfiableConstraintAction.ScheduleAnyway);
        var affinity = pod.Spec.Affinity;
        var ns = pod.Metadata.Namespace;
        RequiredAffinity = AffinityTerm.Required(affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? default, ns);
        RequiredAntiAffinity = AffinityTerm.Required(affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? default, ns);
        PreferredAffinity = AffinityTerm.Preferred(affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? default, ns);
        PreferredAntiAffinity = AffinityTerm.Preferred(affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? default, ns);
    }

    internal Pod Pod { get; }

    internal string Namespace => Pod.Metadata.Namespace;

    internal ApiMap<string> Labels => Pod.Metadata.Labels;

    internal int Priority => Pod.Spec.Priority ?? 0;

    internal bool IsTerminating => Pod.Metadata.DeletionTimestamp is not null;

    internal ResourceAmounts Requests { get; }

    internal ResourceAmounts NonZeroRequests { get; }

    internal HostPort[] HostPorts { get; }

    internal NodeMatcher Nodes { get; }

    internal SpreadConstraint[] HardSpread { get; }

    internal SpreadConstraint[] SoftSpread { get; }

    internal AffinityTerm[] RequiredAffinity { get; }

    internal AffinityTerm[] RequiredAntiAffinity { get; }

    internal AffinityTerm[] PreferredAffinity { get; }

    internal AffinityTerm[] PreferredAntiAffinity { get; }

    /// <summary>True when, once placed, it makes places more or less wanted for other pods.</summary>
    internal bool HasPreferences => RequiredAffinity.Length + PreferredAffinity.Length + PreferredAntiAffinity.Length > 0;
}
