using Tiphys.Api.Core.V1;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Probes;

/// <summary>Runs a probe once.</summary>
internal interface IProber
{
    Task<ProbeResult> ProbeAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IProber"/>
/// <param name="runtime">Runs commands.</param>
/// <param name="clock">Measures timeouts.</param>
internal sealed class Prober(IContainerRuntime runtime, TimeProvider clock) : IProber, IDisposable
{
    // A probe that cannot be run at all is tried again at once, as upstream does.
    private const int Attempts = 3;

    private readonly HttpProbe _http = new();

    public async Task<ProbeResult> ProbeAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken)
    {
        ProbeResult result = default;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            result = await AttemptAsync(target, probe, cancellationToken);
            if (result.Outcome != ProbeOutcome.Error)
            {
                break;
            }
        }

        return result;
    }

    public void Dispose() => _http.Dispose();

    private async Task<ProbeResult> AttemptAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken)
    {
        var allowed = TimeSpan.FromSeconds(Math.Max(probe.TimeoutSeconds, 1));
        var handler = probe.ProbeHandler;
        if (handler.Exec is { } exec)
        {
            return await ExecProbe.ProbeAsync(runtime, target, exec.Command, allowed, cancellationToken);
        }

        using var timer = new CancellationTokenSource(allowed, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var result = await OverNetworkAsync(target, handler, allowed, both.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        catch (Exception error) when (error is FormatException or UriFormatException)
        {
            return new(ProbeOutcome.Error, error.Message);
        }
    }

    private async Task<ProbeResult> OverNetworkAsync(ProbeTarget target, ProbeHandler handler, TimeSpan allowed, CancellationToken timeout)
    {
        var (pod, container, facts) = (target.Pod, target.Container, target.Facts);
        return handler switch
        {
            { HTTPGet: { } get } => await _http.ProbeAsync(HttpGet.Of(get, container, facts.PodIP, "probe"), timeout),
            { TCPSocket: { } tcp } => await TcpProbe.ProbeAsync(
                tcp.Host.Length == 0 ? facts.PodIP : tcp.Host, ContainerPorts.Resolve(tcp.Port, container), timeout),
            { GRPC: { } grpc } => await GrpcProbe.ProbeAsync(facts.PodIP, grpc.Port, grpc.Service ?? "", allowed, timeout),
            _ => new(
                ProbeOutcome.Error,
                $"missing probe handler for {pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.UID}):{container.Name}"),
        };
    }
}
