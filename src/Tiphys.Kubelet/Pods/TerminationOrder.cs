using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Pods;

/// <summary>
/// The order in which a pod's containers end: sidecars after the main containers, and after the sidecars that come later in the specification
/// (upstream: pkg/kubelet/kuberuntime/kuberuntime_termination_order.go).
/// </summary>
internal sealed class TerminationOrder
{
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, TaskCompletionSource> _ended = [];
    private readonly Dictionary<string, List<Task>> _before = [];

    public TerminationOrder(PodSpec spec, IReadOnlyCollection<string> running, TimeProvider clock)
    {
        _clock = clock;
        List<Task> mains = [.. spec.Containers.Select(container => Expect(container.Name, running))];
        Task? later = null;
        foreach (var container in spec.InitContainers.Reverse())
        {
            var end = Expect(container.Name, running);
            if (PodContainers.IsRestartableInit(container))
            {
                _before[container.Name] = later is null ? mains : [.. mains, later];
                later = end;
            }
        }
    }

    /// <summary>Waits until those that must end before have ended, or the time is over.</summary>
    public async Task WaitForTurnAsync(string container, TimeSpan time, CancellationToken cancellationToken)
    {
        if (!_before.TryGetValue(container, out var before))
        {
            return;
        }

        try
        {
            await Task.WhenAll(before).WaitAsync(time, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // No time is left to be patient: it ends now.
            return;
        }
    }

    /// <summary>Notes that a container has ended.</summary>
    public void Ended(string container)
    {
        if (_ended.TryGetValue(container, out var end))
        {
            end.TrySetResult();
        }
    }

    private Task Expect(string container, IReadOnlyCollection<string> running)
    {
        var end = _ended[container] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!running.Contains(container))
        {
            end.SetResult();
        }

        return end.Task;
    }
}
