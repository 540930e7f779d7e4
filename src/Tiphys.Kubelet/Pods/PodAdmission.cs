using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Cgroups;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Pods;

/// <summary>Why a node does not take a pod.</summary>
/// <param name="Reason">For example <c>OutOfcpu</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record Rejection(string Reason, string Message);

/// <summary>
/// Whether a node takes a pod, whatever a scheduler has thought (upstream: pkg/kubelet/lifecycle/predicate.go). A pure function; the first
/// reason that upstream's checks would find is given.
/// </summary>
internal static class PodAdmission
{
    /// <param name="pod">The pod.</param>
    /// <param name="others">The pods that the node has taken and that have not ended.</param>
    /// <param name="node">The node; null while it is not known.</param>
    /// <param name="allocatable">What pods may use of the node together.</param>
    public static Rejection? Check(Pod pod, IReadOnlyCollection<Pod> others, Node? node, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        if (pod.Spec.OS is { Name: not "linux" })
        {
            return new Rejection("PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS");
        }

        if (pod.Spec.NodeSelector.TryGetValue("kubernetes.io/os", out var os) && os != "linux")
        {
            return new Rejection("PodOSSelectorNodeLabelDoesNotMatch", "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label");
        }

        return CheckResources(pod, others, allocatable)
            ?? (node is not null && !NodeAffinityRules.Allow(pod.Spec, node) ? Failed("NodeAffinity", "node(s) didn't match Pod's node affinity/selector") : null)
            ?? (HasTakenPort(pod, others) ? Failed("NodePorts", "node(s) didn't have free ports for the requested pod ports") : null)
            ?? (node is null ? null : CheckTaints(pod, node));
    }

    /// <summary>
    /// Whether a pod that the node has taken can have other resources. What the node could never give is infeasible; what others have at the
    /// moment is deferred.
    /// </summary>
    public static Rejection? CheckResize(Pod wanted, IReadOnlyCollection<Pod> others, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        foreach (var resource in (string[])[ResourceName.Cpu, ResourceName.Memory])
        {
            var requested = PodRequests.Effective(wanted, resource);
            if (allocatable.TryGetValue(resource, out var capacity) && requested > capacity)
            {
                return new Rejection(
                    "Infeasible", $"Node didn't have enough capacity: {resource}, requested: {Amount(resource, requested)}, capacity: {Amount(resource, capacity)}");
            }
        }

        return CheckResources(wanted, others, allocatable) is { } rejection ? rejection with { Reason = "Deferred" } : null;
    }

    private static Rejection Failed(string predicate, string what) => new(predicate, $"Predicate {predicate} failed: {what}");

    private static Rejection? CheckResources(Pod pod, IReadOnlyCollection<Pod> others, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        var most = allocatable.TryGetValue(ResourceName.Pods, out var pods) ? pods.Value : long.MaxValue;
        if (others.Count + 1 > most)
        {
            return OutOf(ResourceName.Pods, 1, others.Count, most);
        }

        foreach (var resource in PodRequests.Names(pod).Order(StringComparer.Ordinal))
        {
            if (!allocatable.TryGetValue(resource, out var capacity))
            {
                // A resource of somebody's own that the node knows nothing of is nobody's to refuse.
                continue;
            }

            var requested = PodRequests.Effective(pod, resource);
            var used = others.Aggregate(Quantity.Zero, (sum, other) => sum + PodRequests.Effective(other, resource));
            if (requested.Sign > 0 && requested + used > capacity)
            {
                return OutOf(resource, Amount(resource, requested), Amount(resource, used), Amount(resource, capacity));
            }
        }

        return null;
    }

    private static long Amount(string resource, Quantity quantity) => resource == ResourceName.Cpu ? quantity.MilliValue : quantity.Value;

    private static Rejection OutOf(string resource, long requested, long used, long capacity) =>
        new($"OutOf{resource}", $"Node didn't have enough resource: {resource}, requested: {requested}, used: {used}, capacity: {capacity}");

    private static bool HasTakenPort(Pod pod, IReadOnlyCollection<Pod> others)
    {
        var taken = others.SelectMany(HostPorts).ToList();
        return HostPorts(pod).Any(port => taken.Any(other => port.Overlaps(other)));
    }

    private static IEnumerable<HostPortKey> HostPorts(Pod pod) => pod.Spec.InitContainers
        .Where(PodContainers.IsRestartableInit)
        .Concat(pod.Spec.Containers)
        .SelectMany(container => container.Ports)
        .Where(port => port.HostPort > 0)
        .Select(port => new HostPortKey(port.HostPort, port.Protocol.Length > 0 ? port.Protocol : "TCP", port.HostIP.Length > 0 ? port.HostIP : "0.0.0.0"));

    private static Rejection? CheckTaints(Pod pod, Node node)
    {
        foreach (var taint in node.Spec.Taints.Where(taint => taint.Effect == TaintEffect.NoExecute))
        {
            if (!pod.Spec.Tolerations.Any(toleration => Tolerates(toleration, taint)))
            {
                return Failed("TaintToleration", $"node(s) had taint {{{taint.Key}: {taint.Value}}}, that the pod didn't tolerate");
            }
        }

        return null;
    }

    private static bool Tolerates(Toleration toleration, Taint taint) =>
        (toleration.Effect.Length == 0 || toleration.Effect == taint.Effect)
        && (toleration.Key.Length == 0 || toleration.Key == taint.Key)
        && (toleration.Operator == TolerationOperator.Exists || (toleration.Key.Length > 0 && toleration.Value == taint.Value));

    private readonly record struct HostPortKey(int Port, string Protocol, string IP)
    {
        public bool Overlaps(HostPortKey other) =>
            Port == other.Port && Protocol == other.Protocol && (IP == other.IP || IP is "0.0.0.0" or "::" || other.IP is "0.0.0.0" or "::");
    }
}
