using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;

namespace Tiphys.Kubelet.Probes;

/// <summary>When probes run first, and what people are told of their runs.</summary>
internal sealed class ProbeRuns(IProber prober, IEventRecorder events, TimeProvider clock, Random random)
{
    public TimeProvider Clock => clock;

    /// <summary>
    /// How long until the first run that counts. Where no delay is asked for the container gets a second to come up, and one period where one
    /// failure would kill it: other kubelets see a container's start that late, and their timers run since before it; pods count on that.
    /// </summary>
    public TimeSpan FirstAfter(ProbeType type, Probe probe, DateTimeOffset startedAt, bool isNew)
    {
        var period = TimeSpan.FromSeconds(Math.Max(probe.PeriodSeconds, 1));
        var delay = startedAt + TimeSpan.FromSeconds(Math.Max(probe.InitialDelaySeconds, 1)) - clock.GetUtcNow();
        delay = delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        if (!isNew)
        {
            // After a restart of the kubelet, so that not all probes of the node run at once.
            return delay + (period * random.NextDouble());
        }

        return type != ProbeType.Readiness && probe.InitialDelaySeconds == 0 && probe.FailureThreshold <= 1 ? period : delay;
    }

    /// <summary>Runs a probe once.</summary>
    /// <param name="type">Which probe.</param>
    /// <param name="probe">From the spec.</param>
    /// <param name="target">The container.</param>
    /// <param name="quiet">True when people are told of nothing but warnings.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ProbeResult> RunAsync(ProbeType type, Probe probe, ProbeTarget target, bool quiet, CancellationToken cancellationToken)
    {
        var result = await prober.ProbeAsync(target, probe, cancellationToken);
        switch (result.Outcome)
        {
            case ProbeOutcome.Error when !quiet:
                Tell(target, "Unhealthy", $"{type} probe errored and resulted in unknown state: {result.Output}");
                break;
            case ProbeOutcome.Warning:
                Tell(target, "ProbeWarning", $"{type} probe warning: {result.Output}");
                break;
            case ProbeOutcome.Failure when !quiet:
                Tell(target, "Unhealthy", $"{type} probe failed: {result.Output}");
                break;
        }

        return result;
    }

    private void Tell(ProbeTarget target, string reason, string message)
    {
        var list = target.Pod.Spec.InitContainers.Any(container => container.Name == target.Container.Name) ? "initContainers" : "containers";
        events.Record(target.Pod, "Warning", reason, message, $"spec.{list}{{{target.Container.Name}}}");
    }
}
