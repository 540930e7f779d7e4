using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.Resources;

/// <summary>
/// What a pod needs: containers and sidecars run together, each init container runs beside the sidecars that were started before it, pod-level
/// requests replace the sum, and the overhead of the sandbox comes on top (KEP-753, KEP-2837; component-helpers/resource).
/// </summary>
internal static class PodRequests
{
    /// <summary>What a container that says nothing is taken to need when nodes are compared (pkg/scheduler/util/pod_resources.go).</summary>
    private const long DefaultMilliCpu = 100;

    private const long DefaultMemory = 200 * 1024 * 1024;

    /// <summary>Reason of the condition PodResizePending when the node can never give what a resize asks for.</summary>
    private const string Infeasible = "Infeasible";

    internal static ResourceAmounts Of(Pod pod, ResourceNames names) => Sum(pod, names, assumeDefaults: false);

    /// <summary>The same, with small defaults of CPU and memory for containers that request none, so that such pods spread too.</summary>
    internal static ResourceAmounts NonZeroOf(Pod pod, ResourceNames names) => Sum(pod, names, assumeDefaults: true);

    private static ResourceAmounts Sum(Pod pod, ResourceNames names, bool assumeDefaults)
    {
        var sum = default(ResourceAmounts);
        foreach (var container in pod.Spec.Containers)
        {
            sum.Add(Effective(pod, container, pod.Status.ContainerStatuses, names, assumeDefaults));
        }

        var sidecars = default(ResourceAmounts);
        var peak = default(ResourceAmounts);
        foreach (var container in pod.Spec.InitContainers)
        {
            AddInit(pod, container, names, assumeDefaults, ref sum, ref sidecars, ref peak);
        }

        sum.Max(peak);
        ApplyPodLevel(pod, names, ref sum);
        sum.Add(ResourceAmounts.Of(pod.Spec.Overhead, names));
        return sum;
    }

    private static void AddInit(
        Pod pod,
        Container container,
        ResourceNames names,
        bool assumeDefaults,
        ref ResourceAmounts sum,
        ref ResourceAmounts sidecars,
        ref ResourceAmounts peak)
    {
        if (IsSidecar(container))
        {
            var sidecar = Effective(pod, container, pod.Status.InitContainerStatuses, names, assumeDefaults);
            sum.Add(sidecar);
            sidecars.Add(sidecar);
            peak.Max(sidecars);
            return;
        }

        // An ordinary init container cannot be resized: its status says nothing that the spec does not.
        var running = Effective(pod, container, default, names, assumeDefaults);
        running.Add(sidecars);
        peak.Max(running);
    }

    internal static bool IsSidecar(Container container) => container.RestartPolicy == ContainerRestartPolicy.Always;

    /// <summary>A container that is being resized counts as the greatest of what it asks for, was promised and has (KEP-1287).</summary>
    private static ResourceAmounts Effective(
        Pod pod, Container container, ApiList<ContainerStatus> statuses, ResourceNames names, bool assumeDefaults)
    {
        var requests = container.Resources.Requests;
        var at = statuses.FindIndex(status => status.Name == container.Name);
        var amounts = ResourceAmounts.Of(requests, names);
        if (at >= 0 && statuses[at].Resources is { } actual)
        {
            amounts = ResizeInfeasible(pod) ? default : amounts;
            amounts.Max(ResourceAmounts.Of(actual.Requests, names));
            amounts.Max(ResourceAmounts.Of(statuses[at].AllocatedResources, names));
        }

        if (assumeDefaults && !requests.ContainsKey(ResourceNames.Cpu))
        {
            amounts.MilliCpu += DefaultMilliCpu;
        }

        if (assumeDefaults && !requests.ContainsKey(ResourceNames.Memory))
        {
            amounts.Memory += DefaultMemory;
        }

        return amounts;
    }

    private static bool ResizeInfeasible(Pod pod)
    {
        var at = pod.Status.Conditions.FindIndex(condition => condition.Type == PodConditionType.PodResizePending);
        return at >= 0 && pod.Status.Conditions[at].Reason == Infeasible;
    }

    private static void ApplyPodLevel(Pod pod, ResourceNames names, ref ResourceAmounts sum)
    {
        foreach (var (name, quantity) in pod.Spec.Resources?.Requests ?? default)
        {
            if (name is ResourceNames.Cpu or ResourceNames.Memory || name.StartsWith(ResourceNames.HugePagesPrefix, StringComparison.Ordinal))
            {
                sum.Set(name, quantity, names);
            }
        }
    }
}
