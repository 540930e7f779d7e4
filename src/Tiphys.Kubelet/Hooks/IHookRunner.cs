using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Hooks;

/// <summary>Runs <c>postStart</c> and <c>preStop</c>.</summary>
internal interface IHookRunner
{
    /// <summary>Runs a handler to its end. A failure is a result; cancelled when the caller's time is over.</summary>
    Task<HookResult> RunAsync(
        LifecycleHandler handler, Pod pod, Container container, string containerId, PodFacts facts, CancellationToken cancellationToken);
}

/// <summary>How a hook ended.</summary>
/// <param name="Failure">
/// Why it failed, for the node's log and for the container's state; null when it succeeded. Events say only <c>PostStartHook failed</c> or
/// <c>PreStopHook failed</c>: outputs of commands may hold secrets.
/// </param>
internal sealed record HookResult(string? Failure)
{
    /// <summary>It worked.</summary>
    public static HookResult Success { get; } = new((string?)null);

    /// <summary>True when it worked.</summary>
    public bool Succeeded => Failure is null;
}
