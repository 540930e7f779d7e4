using System.Collections.Concurrent;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;
using Tiphys.Kubelet.Probes;

namespace Tiphys.Kubelet.Tests.Probes;

/// <summary>Probes end as the test says, by the name of the command that they would run.</summary>
internal sealed class FakeProber : IProber
{
    private readonly ConcurrentDictionary<string, ProbeResult> _results = new();
    private readonly ConcurrentDictionary<string, int> _runs = new();

    private int _entered;

    /// <summary>Runs that have begun.</summary>
    public int Entered => Volatile.Read(ref _entered);

    public TaskCompletionSource? Gate { get; set; }

    public ProbeResult this[string name]
    {
        set => _results[name] = value;
    }

    public int Runs(string name) => _runs.GetValueOrDefault(name);

    public async Task<ProbeResult> ProbeAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken)
    {
        var name = probe.ProbeHandler.Exec!.Command[0];
        var gate = Gate;
        Interlocked.Increment(ref _entered);
        if (gate is not null)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        var result = _results.GetValueOrDefault(name, new ProbeResult(ProbeOutcome.Success));
        _runs.AddOrUpdate(name, 1, (_, runs) => runs + 1);
        return result;
    }
}

/// <summary>Keeps what was recorded.</summary>
internal sealed class FakeEvents : IEventRecorder
{
    public ConcurrentQueue<string> Recorded { get; } = new();

    public void Record(IKubernetesObject regarding, string type, string reason, string message, string fieldPath = "") =>
        Recorded.Enqueue($"{type} {reason} {fieldPath}: {message}");
}
