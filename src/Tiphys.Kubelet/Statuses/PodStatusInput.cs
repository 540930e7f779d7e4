using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Probes;

namespace Tiphys.Kubelet.Statuses;

/// <summary>All that the status of a pod follows from.</summary>
internal sealed record PodStatusInput
{
    /// <summary>The pod as the API has it.</summary>
    public required Pod Pod { get; init; }

    /// <summary>The status that was computed last; that of the API when there is none.</summary>
    public required PodStatus Last { get; init; }

    public required PodRuntime Runtime { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Addresses of the node.</summary>
    public IReadOnlyList<string> HostIPs { get; init; } = [];

    /// <summary>What probes say of running containers.</summary>
    public Func<Cri.ContainerStatus, ProbeVerdict> Verdict { get; init; } = _ => new ProbeVerdict(true, true, null);

    /// <summary>Why containers could not be started, by name.</summary>
    public IReadOnlyDictionary<string, StartFailure> Failures { get; init; } = new Dictionary<string, StartFailure>();

    /// <summary>What an ended container left to say.</summary>
    public Func<Cri.ContainerStatus, string> TerminationMessage { get; init; } = container => container.Message;

    /// <summary>No container will be started again.</summary>
    public bool IsEnding { get; init; }

    /// <summary>Nothing of the pod is left: what is not known to have ended is taken for failed.</summary>
    public bool IsGone { get; init; }

    /// <summary>A failure of the pod as a whole, such as <c>DeadlineExceeded</c>.</summary>
    public StartFailure? PodFailure { get; init; }

    /// <summary>Conditions of a change of resources that is not done yet.</summary>
    public IReadOnlyList<PodCondition> ResizeConditions { get; init; } = [];

    /// <summary>What container ids begin with.</summary>
    public string RuntimeName { get; init; } = "tiphys";
}
