using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Probes;

/// <summary>Runs the probes of this node's containers and keeps their results.</summary>
internal interface IProbeManager
{
    /// <summary>Starts and stops probes to fit the pod's running containers. Idempotent and quick; call it whenever one of the arguments changed.</summary>
    /// <param name="pod">The pod; its status tells what was known before this kubelet was started.</param>
    /// <param name="facts">Addresses.</param>
    /// <param name="running">The containers that run now, by name.</param>
    void Track(Pod pod, PodFacts facts, IReadOnlyDictionary<string, RunningContainer> running);

    /// <summary>Stops liveness and startup probes of a pod that is being ended; readiness goes on.</summary>
    void Terminating(string podUid);

    /// <summary>Stops all probes of a pod and forgets their results.</summary>
    void Forget(string podUid);

    /// <summary>What the probes say of a container that runs.</summary>
    ProbeVerdict Verdict(string podUid, string containerName, string containerId);

    /// <summary>Tells the UID of a pod whose verdicts have changed. Handlers must be quick.</summary>
    event Action<string>? Changed;
}

/// <summary>A container that runs.</summary>
/// <param name="Id">The engine's id, without scheme.</param>
/// <param name="StartedAt">When it was started.</param>
internal sealed record RunningContainer(string Id, DateTimeOffset StartedAt);

/// <summary>Which probe.</summary>
internal enum ProbeType
{
    Liveness,
    Readiness,
    Startup,
}

/// <summary>What probes say of a running container.</summary>
/// <param name="Started">Its startup probe has succeeded, or it has none.</param>
/// <param name="Ready">Its readiness probe has succeeded, or it is started and has none.</param>
/// <param name="Failure">Why it must be killed; null when it need not.</param>
internal sealed record ProbeVerdict(bool Started, bool Ready, ProbeFailure? Failure);

/// <summary>A probe for whose failures the container must be killed.</summary>
/// <param name="Type">Liveness or Startup.</param>
/// <param name="Message">Text of the event <c>Killing</c>: <c>Container web failed liveness probe</c>.</param>
/// <param name="GracePeriodSeconds">The probe's own grace period; null: that of the pod.</param>
internal sealed record ProbeFailure(ProbeType Type, string Message, long? GracePeriodSeconds);
