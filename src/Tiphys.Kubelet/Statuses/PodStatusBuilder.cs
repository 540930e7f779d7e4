using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Cgroups;

namespace Tiphys.Kubelet.Statuses;

/// <summary>Computes the status of a pod, whole, from what is known of it. A pure function (upstream: generateAPIPodStatus).</summary>
internal static class PodStatusBuilder
{
    public static PodStatus Build(PodStatusInput input)
    {
        var containers = new ContainerStatuses(input);
        var pod = input.Pod;
        var status = pod.Status with
        {
            ObservedGeneration = pod.Metadata.Generation,
            QOSClass = PodQos.ClassOf(pod),
            StartTime = input.Last.StartTime ?? pod.Status.StartTime ?? new Time(input.Now),
            ContainerStatuses = containers.Containers(),
            InitContainerStatuses = containers.InitContainers(),
            EphemeralContainerStatuses = containers.EphemeralContainers(),
            AllocatedResources = Requests(pod, PodRequests.Names(pod)),
            Resources = ResourceRequirements.Empty with
            {
                Requests = Requests(pod, [ResourceName.Cpu, ResourceName.Memory]),
                Limits = PodRequests.EffectiveLimits(pod),
            },
        };
        status = WithAddresses(status, input);
        status = WithPhase(status, input);
        return status with { Conditions = PodConditions.Compute(input, status) };
    }

    /// <summary>The status of a pod that this node does not run.</summary>
    public static PodStatus Rejected(Pod pod, string reason, string message, DateTimeOffset now) => pod.Status with
    {
        ObservedGeneration = pod.Metadata.Generation,
        QOSClass = PodQos.ClassOf(pod),
        Phase = PodPhase.Failed,
        Reason = reason,
        Message = message,
        StartTime = pod.Status.StartTime ?? new Time(now),
    };

    private static ApiMap<Quantity> Requests(Pod pod, IEnumerable<string> resources) => resources
        .Select(resource => KeyValuePair.Create(resource, PodRequests.Effective(pod, resource)))
        .Where(request => !request.Value.IsZero)
        .ToApiMap();

    private static PodStatus WithAddresses(PodStatus status, PodStatusInput input)
    {
        var hostIPs = input.HostIPs;
        IReadOnlyList<string> podIPs = input.Pod.Spec.HostNetwork ? hostIPs : input.Runtime.IPs;
        if (podIPs.Count == 0)
        {
            // A pod keeps its last address when its sandbox is gone.
            podIPs = [.. (input.Last.PodIPs.IsEmpty ? input.Pod.Status.PodIPs : input.Last.PodIPs).Select(ip => ip.IP)];
        }

        return status with
        {
            HostIP = hostIPs.Count > 0 ? hostIPs[0] : "",
            HostIPs = hostIPs.Select(ip => HostIP.Empty with { IP = ip }).ToApiList(),
            PodIP = podIPs.Count > 0 ? podIPs[0] : "",
            PodIPs = podIPs.Select(ip => PodIP.Empty with { IP = ip }).ToApiList(),
        };
    }

    private static PodStatus WithPhase(PodStatus status, PodStatusInput input)
    {
        var (pod, last) = (input.Pod, input.Last);
        IReadOnlyCollection<ContainerStatus> statuses = [.. status.ContainerStatuses, .. status.InitContainerStatuses];
        var phase = PodPhases.Compute(pod.Spec, statuses, input.IsEnding, input.Runtime.HasActiveRegularContainer(pod.Spec));
        if (input.PodFailure is not null || (input.IsGone && !PodPhases.IsTerminal(phase)))
        {
            phase = PodPhase.Failed;
        }

        // There is no way back from an end.
        phase = PodPhases.IsTerminal(pod.Status.Phase) ? pod.Status.Phase : PodPhases.IsTerminal(last.Phase) ? last.Phase : phase;
        if (PodPhases.IsTerminal(phase) && !PodPhases.IsTerminal(pod.Status.Phase) && input.Runtime.Running.Any())
        {
            // Nobody may take the pod for ended while something of it runs.
            phase = last.Phase.Length > 0 ? last.Phase : PodPhase.Pending;
        }

        var (reason, message) = phase == last.Phase || phase == pod.Status.Phase
            ? (First(last.Reason, pod.Status.Reason), First(last.Message, pod.Status.Message))
            : ("", "");
        return input.PodFailure is { } failure && PodPhases.IsTerminal(phase)
            ? status with { Phase = phase, Reason = failure.Reason, Message = failure.Message }
            : status with { Phase = phase, Reason = reason, Message = message };
    }

    private static string First(string one, string other) => one.Length > 0 ? one : other;
}
