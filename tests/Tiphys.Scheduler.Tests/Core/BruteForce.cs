using Tiphys.Api;
using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.Tests.Core;

/// <summary>
/// The rules once more, as plainly as they can be said, from the API objects alone: no index, no cache, nothing kept. Covers what
/// <see cref="RandomCluster"/> makes.
/// </summary>
internal sealed class BruteForce(IReadOnlyCollection<Node> nodes, IReadOnlyCollection<Pod> placed)
{
    /// <summary>Names of the nodes that the pod can go to.</summary>
    internal HashSet<string> Feasible(Pod pod) => [.. nodes.Where(node => Fits(pod, node)).Select(node => node.Metadata.Name)];

    /// <summary>Names of the best of the nodes that the pod can go to.</summary>
    internal HashSet<string> Best(Pod pod)
    {
        var feasible = nodes.Where(node => Fits(pod, node)).ToList();
        if (feasible.Count < 2)
        {
            return Feasible(pod);
        }

        var taints = Stretch(feasible.ConvertAll(node => (long)node.Spec.Taints.Count(taint => taint.Effect == "PreferNoSchedule")));
        var totals = feasible.Select((node, i) => (3 * (100 - taints[i])) + LeastAllocated(pod, node) + Balanced(pod, node)).ToList();
        return [.. feasible.Where((_, i) => totals[i] == totals.Max()).Select(node => node.Metadata.Name)];
    }

    /// <summary>Fails when a node has more on it than it offers.</summary>
    internal void CheckRoom()
    {
        foreach (var node in nodes)
        {
            Assert.True(On(node).Count() <= node.Status.Allocatable["pods"].Value, $"too many pods on {node.Metadata.Name}");
            Assert.True(Used(node, "cpu").MilliValue <= node.Status.Allocatable["cpu"].MilliValue, $"too much CPU on {node.Metadata.Name}");
            Assert.True(Used(node, "memory").Value <= node.Status.Allocatable["memory"].Value, $"too much memory on {node.Metadata.Name}");
            var ports = On(node).Select(Port).Where(port => port > 0).ToList();
            Assert.Equal(ports.Count, ports.Distinct().Count());
        }
    }

    private bool Fits(Pod pod, Node node) =>
        !node.Spec.Unschedulable
        && !node.Spec.Taints.Any(taint => taint.Effect == "NoSchedule" && !pod.Spec.Tolerations.Any(item => item.Key == taint.Key))
        && pod.Spec.NodeSelector.All(label => node.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value)
        && (Port(pod) == 0 || !On(node).Any(other => Port(other) == Port(pod)))
        && On(node).Count() < node.Status.Allocatable["pods"].Value
        && Enough(pod, node, "cpu")
        && Enough(pod, node, "memory")
        && Spread(pod, node)
        && Apart(pod, node);

    private bool Enough(Pod pod, Node node, string resource) =>
        Request(pod, resource).IsZero || Used(node, resource) + Request(pod, resource) <= node.Status.Allocatable[resource];

    private bool Spread(Pod pod, Node node)
    {
        foreach (var constraint in pod.Spec.TopologySpreadConstraints)
        {
            var key = constraint.TopologyKey;
            if (!node.Metadata.Labels.TryGetValue(key, out var place))
            {
                return false;
            }

            var eligible = nodes.Where(other => other.Metadata.Labels.ContainsKey(key)
                && pod.Spec.NodeSelector.All(label => other.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value)).ToList();
            int Matching(string at) => eligible.Where(other => other.Metadata.Labels[key] == at).Sum(other => On(other).Count(there => SameApp(pod, there)));
            var least = eligible.Select(other => Matching(other.Metadata.Labels[key])).Min();
            if (Matching(place) + 1 - least > constraint.MaxSkew)
            {
                return false;
            }
        }

        return true;
    }

    private bool Apart(Pod pod, Node node)
    {
        foreach (var other in nodes)
        {
            foreach (var there in On(other))
            {
                if (SameApp(pod, there) && (SamePlace(pod) || SamePlace(there)))
                {
                    return false;
                }
            }

            bool SamePlace(Pod speaker) => AntiKey(speaker) is { } key
                && node.Metadata.Labels.TryGetValue(key, out var here)
                && other.Metadata.Labels.GetValueOrDefault(key) == here;
        }

        return true;
    }

    private long LeastAllocated(Pod pod, Node node)
    {
        long Free(string resource, long assumed, Func<Quantity, long> whole)
        {
            var capacity = whole(node.Status.Allocatable[resource]);
            var used = On(node).Append(pod).Sum(each => Has(each, resource) ? whole(Request(each, resource)) : assumed);
            return used > capacity ? 0 : (capacity - used) * 100 / capacity;
        }

        return (Free("cpu", 100, quantity => quantity.MilliValue) + Free("memory", 200 << 20, quantity => quantity.Value)) / 2;
    }

    private long Balanced(Pod pod, Node node)
    {
        if (Request(pod, "cpu").IsZero && Request(pod, "memory").IsZero)
        {
            return 0;
        }

        long Balance(Quantity cpu, Quantity memory)
        {
            var first = Math.Min((double)cpu.MilliValue / node.Status.Allocatable["cpu"].MilliValue, 1);
            var second = Math.Min((double)memory.Value / node.Status.Allocatable["memory"].Value, 1);
            return (long)((1 - Math.Abs((first - second) / 2)) * 100);
        }

        var before = Balance(Used(node, "cpu"), Used(node, "memory"));
        var after = Balance(Used(node, "cpu") + Request(pod, "cpu"), Used(node, "memory") + Request(pod, "memory"));
        return 50 + ((50 + after - before) / 2);
    }

    private static List<long> Stretch(List<long> counts) => counts.ConvertAll(count => counts.Max() == 0 ? 0 : 100 * count / counts.Max());

    private IEnumerable<Pod> On(Node node) => placed.Where(pod => pod.Spec.NodeName == node.Metadata.Name);

    private Quantity Used(Node node, string resource) => On(node).Aggregate(Quantity.Zero, (sum, pod) => sum + Request(pod, resource));

    private static bool Has(Pod pod, string resource) => pod.Spec.Containers[0].Resources.Requests.ContainsKey(resource);

    private static Quantity Request(Pod pod, string resource) => pod.Spec.Containers[0].Resources.Requests.GetValueOrDefault(resource, Quantity.Zero);

    private static int Port(Pod pod) => pod.Spec.Containers[0].Ports.IsEmpty ? 0 : pod.Spec.Containers[0].Ports[0].HostPort;

    private static bool SameApp(Pod pod, Pod other) => pod.Metadata.Labels["app"] == other.Metadata.Labels["app"];

    private static string? AntiKey(Pod pod) =>
        pod.Spec.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution[0].TopologyKey;
}
