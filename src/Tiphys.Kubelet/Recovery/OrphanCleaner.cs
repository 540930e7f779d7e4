using Microsoft.Extensions.Logging;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Pods;
using Tiphys.Kubelet.Sandboxes;

namespace Tiphys.Kubelet.Recovery;

/// <summary>Removes what is left of pods that the API does not know any more: containers, sandboxes, networks, volumes, cgroups and logs.</summary>
internal sealed partial class OrphanCleaner(KubeletServices services, PodWorkers workers, ILogger logger)
{
    private readonly PodSandboxes _sandboxes = new(services, logger);

    /// <summary>Looks once. All pods of the API must have their workers.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var found = services.PodRuntimes.ListPodUids().Concat(services.Volumes.ListPodUids()).Concat(services.Cgroups.ListPodUids()).Distinct();
        foreach (var uid in found.Where(uid => !workers.Has(uid)).ToList())
        {
            try
            {
                await CleanAsync(uid, cancellationToken);
                Log.Cleaned(logger, uid);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.Failed(logger, error, uid);
            }
        }

        await CleanNetworksAsync(cancellationToken);
        CleanLogs();
    }

    private async Task CleanAsync(string uid, CancellationToken cancellationToken)
    {
        var runtime = services.PodRuntimes.Read(uid);
        await Task.WhenAll(runtime.Running.Select(container => services.Runtime.StopContainerAsync(container.Id, GracePeriod(container), cancellationToken)));
        foreach (var sandbox in runtime.Sandboxes)
        {
            await _sandboxes.RemoveAsync(sandbox, cancellationToken);
        }

        foreach (var container in services.PodRuntimes.Read(uid).Containers)
        {
            await services.Runtime.RemoveContainerAsync(container.Id, cancellationToken);
        }

        await services.Volumes.ReleaseAsync(uid, cancellationToken);
        await services.Cgroups.RemoveAsync(uid, cancellationToken);
    }

    private static TimeSpan GracePeriod(Cri.ContainerStatus container)
    {
        var annotations = container.Config.Annotations;
        var text = annotations.GetValueOrDefault(KubeletLabels.DeletionGracePeriod) ?? annotations.GetValueOrDefault(KubeletLabels.TerminationGracePeriod);
        return TimeSpan.FromSeconds(long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? Math.Max(seconds, 2) : 2);
    }

    private async Task CleanNetworksAsync(CancellationToken cancellationToken)
    {
        var sandboxes = services.Runtime.ListPodSandboxes().Select(sandbox => sandbox.Id).ToHashSet();
        foreach (var attachment in await services.Network.ListAsync(cancellationToken))
        {
            if (!sandboxes.Contains(attachment.SandboxId))
            {
                await services.Network.RemoveAsync(attachment.SandboxId, cancellationToken);
            }
        }
    }

    private void CleanLogs()
    {
        var logs = new DirectoryInfo(services.Options.PodLogsDirectory);
        foreach (var directory in logs.Exists ? logs.GetDirectories() : [])
        {
            // NAMESPACE_NAME_UID
            if (directory.Name.Split('_') is [_, _, var uid] && !workers.Has(uid) && services.PodRuntimes.Read(uid).Containers.Count == 0)
            {
                directory.Delete(recursive: true);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "removed what was left of pod {Uid}")]
        public static partial void Cleaned(ILogger logger, string uid);

        [LoggerMessage(2, LogLevel.Warning, "what is left of pod {Uid} could not be removed")]
        public static partial void Failed(ILogger logger, Exception error, string uid);
    }
}
