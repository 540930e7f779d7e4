using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Probes;

namespace Tiphys.Kubelet.Pods;

/// <summary>A running container that must end.</summary>
/// <param name="Status">The container.</param>
/// <param name="Message">Text of the event <c>Killing</c>.</param>
/// <param name="GracePeriodSeconds">The grace period of the probe that failed; null: that of the pod.</param>
internal sealed record ContainerToKill(Cri.ContainerStatus Status, string Message, long? GracePeriodSeconds);

/// <summary>
/// What is to be done so that the engine has what the pod says (upstream: computePodActions of pkg/kubelet/kuberuntime).
/// A pure function of the specification, what the engine has, and what probes say.
/// </summary>
internal sealed record PodActions
{
    public static PodActions Nothing { get; } = new();

    /// <summary>All containers and the sandbox must end.</summary>
    public bool KillPod { get; init; }

    public bool CreateSandbox { get; init; }

    public IReadOnlyList<ContainerToKill> ToKill { get; init; } = [];

    /// <summary>Init containers to start, in order.</summary>
    public IReadOnlyList<Container> InitToStart { get; init; } = [];

    public IReadOnlyList<Container> EphemeralToStart { get; init; } = [];

    public IReadOnlyList<Container> ToStart { get; init; } = [];

    public static PodActions Compute(Pod pod, PodRuntime runtime, Func<Cri.ContainerStatus, ProbeVerdict> verdictOf) =>
        runtime.NeedsSandbox(pod) ? ForNewSandbox(pod, runtime) : new PodActionsBuilder(pod, runtime, verdictOf).Build();

    /// <summary>Whether a container is not running and must be started (again).</summary>
    public static bool ShouldStart(Pod pod, Container container, PodRuntime runtime) =>
        pod.Metadata.DeletionTimestamp is null && runtime.Latest(container.Name) switch
        {
            null => true,
            { State: Cri.ContainerState.Running } => false,
            { State: Cri.ContainerState.Created } => true,
            var ended => PodContainers.ShouldRestart(container, pod.Spec, ended.ExitCode),
        };

    private static PodActions ForNewSandbox(Pod pod, PodRuntime runtime)
    {
        var spec = pod.Spec;
        var isFirst = runtime.Sandboxes.Count == 0;
        if (spec.RestartPolicy == RestartPolicy.Never && !isFirst && runtime.Containers.Count > 0)
        {
            // All has run once already.
            return new PodActions { KillPod = true };
        }

        List<Container> toStart = [.. spec.Containers.Where(container => !HasSucceededForGood(container, spec, runtime))];
        if (toStart.Count == 0 && runtime.HasRegularContainer(spec))
        {
            return new PodActions { KillPod = true };
        }

        var create = new PodActions { KillPod = !isFirst, CreateSandbox = true };
        return spec.InitContainers.IsEmpty ? create with { ToStart = toStart } : create with { InitToStart = [spec.InitContainers[0]] };
    }

    private static bool HasSucceededForGood(Container container, PodSpec spec, PodRuntime runtime) =>
        (container.RestartPolicy ?? spec.RestartPolicy) == RestartPolicy.OnFailure
        && runtime.Latest(container.Name) is { State: Cri.ContainerState.Exited, ExitCode: 0 };
}
