using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Sandboxes;
using Tiphys.Kubelet.Statuses;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Containers;

/// <summary>How starting a container went.</summary>
/// <param name="Failure">Why it does not run; null when it does.</param>
/// <param name="RetryAfter">When to try again.</param>
internal sealed record StartOutcome(StartFailure? Failure, TimeSpan? RetryAfter = null)
{
    public static StartOutcome Started { get; } = new((StartFailure?)null);
}

/// <summary>Starts one container: image, configuration, creation, start, postStart (upstream: startContainer of pkg/kubelet/kuberuntime).</summary>
internal sealed class ContainerStarter(KubeletServices services, ContainerKiller killer)
{
    private static readonly TimeSpan RetryConfiguration = TimeSpan.FromSeconds(10);
    private readonly ContainerConfigs _configs = new(services);

    public async Task<StartOutcome> StartAsync(Pod pod, Container container, ContainerPlace place, PodRuntime runtime, CancellationToken cancellationToken)
    {
        var image = await services.Images.EnsureAsync(pod, container, cancellationToken);
        if (image.Failure is { } failure)
        {
            services.Record(pod, container, "Warning", "Failed", $"Error: {failure.Reason}");
            return new StartOutcome(failure, image.RetryAfter);
        }

        Cri.ContainerConfig config;
        try
        {
            var restartCount = NextRestartCount(pod, container, runtime);
            config = await _configs.BuildAsync(pod, container, image.Image!, place, restartCount, cancellationToken);
        }
        catch (Exception error) when (error is ContainerConfigException or VolumeException)
        {
            return Failed(pod, container, StartFailure.CreateContainerConfigError, error.Message);
        }

        return await RunAsync(pod, container, config, place, cancellationToken);
    }

    private async Task<StartOutcome> RunAsync(
        Pod pod, Container container, Cri.ContainerConfig config, ContainerPlace place, CancellationToken cancellationToken)
    {
        string id;
        try
        {
            id = await services.Runtime.CreateContainerAsync(place.SandboxId, config, cancellationToken);
        }
        catch (Cri.ContainerRuntimeException error)
        {
            return Failed(pod, container, StartFailure.CreateContainerError, error.Message);
        }

        services.Record(pod, container, "Normal", "Created", "Container created");
        try
        {
            await services.Runtime.StartContainerAsync(id, cancellationToken);
        }
        catch (Cri.ContainerRuntimeException error)
        {
            return Failed(pod, container, StartFailure.RunContainerError, error.Message);
        }

        services.Record(pod, container, "Normal", "Started", "Container started");
        return container.Lifecycle?.PostStart is { } hook ? await PostStartAsync(hook, pod, container, id, place, cancellationToken) : StartOutcome.Started;
    }

    private async Task<StartOutcome> PostStartAsync(
        LifecycleHandler hook, Pod pod, Container container, string id, ContainerPlace place, CancellationToken cancellationToken)
    {
        var result = await services.Hooks.RunAsync(hook, pod, container, id, services.FactsOf(place.PodIPs), cancellationToken);
        if (result.Succeeded)
        {
            return StartOutcome.Started;
        }

        // What the hook said stays here: it may hold secrets of the server that answered it.
        services.Record(pod, container, "Warning", "FailedPostStartHook", "PostStartHook failed");
        await killer.KillAsync(pod, container, id, new KillRequest("FailedPostStartHook"), cancellationToken);
        return new StartOutcome(new StartFailure(StartFailure.PostStartHookError, result.Failure!), RestartBackOff.Initial);
    }

    private StartOutcome Failed(Pod pod, Container container, string reason, string message)
    {
        services.Record(pod, container, "Warning", "Failed", $"Error: {message}");
        return new StartOutcome(new StartFailure(reason, message), RetryConfiguration);
    }

    // Where the engine has forgotten the container, its logs tell how often it ran.
    private int NextRestartCount(Pod pod, Container container, PodRuntime runtime)
    {
        if (runtime.Latest(container.Name) is { } last)
        {
            return PodRuntime.RestartCount(last) + 1;
        }

        var logs = new DirectoryInfo(Path.Combine(SandboxConfigs.LogDirectory(pod, services.Options), container.Name));
        return !logs.Exists ? 0 : logs.EnumerateFiles("*.log")
            .Select(file => int.TryParse(Path.GetFileNameWithoutExtension(file.Name), CultureInfo.InvariantCulture, out var count) ? count + 1 : 0)
            .DefaultIfEmpty(0)
            .Max();
    }
}
