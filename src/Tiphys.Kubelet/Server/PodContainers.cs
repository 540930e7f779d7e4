using Tiphys.Containers;

namespace Tiphys.Kubelet.Server;

/// <summary>Finds pods and containers in the runtime by the labels that the kubelet puts on them.</summary>
internal sealed class PodContainers(IContainerRuntime runtime)
{
    private const string NamespaceLabel = "io.kubernetes.pod.namespace";
    private const string NameLabel = "io.kubernetes.pod.name";
    private const string UidLabel = "io.kubernetes.pod.uid";
    private const string ContainerLabel = "io.kubernetes.container.name";

    /// <summary>The pod's newest sandbox; null when it has none.</summary>
    public PodSandboxInfo? FindSandbox(PodReference pod) => runtime.ListPodSandboxes()
        .Where(sandbox => Matches(sandbox.Config.Labels, pod))
        .OrderByDescending(sandbox => sandbox.State == PodSandboxState.Ready)
        .ThenByDescending(sandbox => sandbox.CreatedAt)
        .FirstOrDefault();

    /// <summary>The runs of a container that are still known, the newest first.</summary>
    public IReadOnlyList<ContainerStatus> Find(PodReference pod, string container) => runtime.ListContainers()
        .Where(status => Matches(status.Config.Labels, pod) && status.Config.Labels.GetValueOrDefault(ContainerLabel) == container)
        .OrderByDescending(status => status.Config.Metadata.Attempt)
        .ThenByDescending(status => status.CreatedAt)
        .ToList();

    /// <summary>Ends when the container has ended or is gone.</summary>
    public async Task WaitForExitAsync(string containerId, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // Subscribed before the look, so that an end in between is not missed.
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await using var events = runtime.WatchEventsAsync(enough.Token).GetAsyncEnumerator(enough.Token);
                var next = events.MoveNextAsync();
                if (!IsRunning(containerId))
                {
                    await enough.CancelAsync();
                    await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                }

                while (await next)
                {
                    if (events.Current is { Type: ContainerEventType.Exited or ContainerEventType.Removed } happened && happened.ContainerId == containerId)
                    {
                        return;
                    }

                    next = events.MoveNextAsync();
                }

                // The runtime is closed: nothing more will come.
                return;
            }
            catch (ContainerRuntimeException)
            {
                // Too many events at once: begin anew.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private bool IsRunning(string containerId) =>
        runtime.ListContainers().Any(status => status.Id == containerId && status.State == ContainerState.Running);

    /// <summary>The pod and container that labels name; null when they are not the kubelet's.</summary>
    public static (PodReference Pod, string Container)? Read(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(NamespaceLabel, out var ns) && labels.TryGetValue(NameLabel, out var name)
            ? (new PodReference(ns, name, labels.GetValueOrDefault(UidLabel, "")), labels.GetValueOrDefault(ContainerLabel, ""))
            : null;

    private static bool Matches(IReadOnlyDictionary<string, string> labels, PodReference pod) =>
        labels.GetValueOrDefault(NamespaceLabel) == pod.Namespace
        && labels.GetValueOrDefault(NameLabel) == pod.Name
        && (pod.Uid.Length == 0 || labels.GetValueOrDefault(UidLabel) == pod.Uid);
}

/// <summary>Names a pod; without a uid it is whichever has the name now.</summary>
internal readonly record struct PodReference(string Namespace, string Name, string Uid = "");
