using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Hooks;

namespace Tiphys.Kubelet.Containers;

/// <summary>How a container is to end.</summary>
/// <param name="Message">Text of the event <c>Killing</c>; null for the usual one.</param>
/// <param name="GracePeriodSeconds">Its time for that; null: that of the pod.</param>
/// <param name="Turn">Waits, with the seconds left, until it is the container's turn; null when it need not wait.</param>
internal sealed record KillRequest(string? Message = null, long? GracePeriodSeconds = null, Func<TimeSpan, Task>? Turn = null);

/// <summary>Ends containers: preStop, the stop signal, and SIGKILL when the time is over (upstream: killContainer of pkg/kubelet/kuberuntime).</summary>
internal sealed partial class ContainerKiller(KubeletServices services, ILogger logger)
{
    // A program always gets so long before it is killed.
    private static readonly TimeSpan Minimum = TimeSpan.FromSeconds(2);

    /// <summary>Ends a container and returns when it has ended.</summary>
    public async Task KillAsync(Pod pod, Container container, string containerId, KillRequest request, CancellationToken cancellationToken)
    {
        services.Record(pod, container, "Normal", "Killing", request.Message ?? $"Stopping container {container.Name}");
        var grace = TimeSpan.FromSeconds(GracePeriodSeconds(pod, request));
        var until = services.Clock.GetUtcNow() + grace;
        if (container.Lifecycle?.PreStop is { } hook && grace > TimeSpan.Zero)
        {
            await PreStopAsync(hook, pod, container, containerId, grace, cancellationToken);
        }

        if (request.Turn is { } turn && until - services.Clock.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await turn(left);
        }

        var rest = until - services.Clock.GetUtcNow();
        await services.Runtime.StopContainerAsync(containerId, rest > Minimum ? rest : Minimum, cancellationToken);
    }

    private static long GracePeriodSeconds(Pod pod, KillRequest request) =>
        pod.Metadata.DeletionGracePeriodSeconds ?? request.GracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 2;

    private async Task PreStopAsync(
        LifecycleHandler hook, Pod pod, Container container, string containerId, TimeSpan grace, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(grace, services.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var facts = services.FactsOf(services.PodRuntimes.Read(pod.Metadata.UID).IPs);
            var result = await services.Hooks.RunAsync(hook, pod, container, containerId, facts, linked.Token);
            if (!result.Succeeded)
            {
                Log.HookFailed(logger, pod.Metadata.Namespace, pod.Metadata.Name, container.Name, result.Failure!);
                services.Record(pod, container, "Warning", "FailedPreStopHook", "PreStopHook failed");
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Log.HookTooSlow(logger, pod.Metadata.Namespace, pod.Metadata.Name, container.Name, grace.TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "preStop of {Namespace}/{Pod}/{Container} failed: {Reason}")]
        public static partial void HookFailed(ILogger logger, string @namespace, string pod, string container, string reason);

        [LoggerMessage(2, LogLevel.Information, "preStop of {Namespace}/{Pod}/{Container} did not end within {Seconds} s")]
        public static partial void HookTooSlow(ILogger logger, string @namespace, string pod, string container, double seconds);
    }
}
