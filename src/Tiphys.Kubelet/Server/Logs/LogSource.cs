using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server.Logs;

/// <summary>A log and the container that still writes it; none when it has ended.</summary>
internal readonly record struct LogRun(string LogPath, string? ContainerId);

/// <summary>Finds the log of a container, or says in upstream's words why there is none.</summary>
internal sealed class LogSource(KubeletServerOptions options, PodContainers containers)
{
    /// <exception cref="RequestFailedException">404: no such pod or container; 400: no log yet, or no longer.</exception>
    public LogRun Find(PodReference pod, string container, bool previous)
    {
        var known = FindPod(pod);
        pod = pod with { Uid = known?.Metadata.UID ?? "" };
        var runs = containers.Find(pod, container).Where(run => run.State != Tiphys.Containers.ContainerState.Created).ToList();
        if (previous)
        {
            return FindPrevious(pod, container, runs);
        }

        if (runs.Count > 0)
        {
            return new LogRun(runs[0].LogPath, runs[0].State == Tiphys.Containers.ContainerState.Running ? runs[0].Id : null);
        }

        throw Missing(pod, container, known);
    }

    private static LogRun FindPrevious(PodReference pod, string container, List<Tiphys.Containers.ContainerStatus> runs)
    {
        // A container that waits for its next start has a last run and nothing after it: that is the one before then.
        var before = runs.Count > 0 && runs[0].State == Tiphys.Containers.ContainerState.Running ? runs.Skip(1).FirstOrDefault() : runs.FirstOrDefault();
        if (before is not null)
        {
            return new LogRun(before.LogPath, null);
        }

        // The container of the run before may be gone while its log is still there.
        if (runs is [{ LogPath.Length: > 0, Config.Metadata.Attempt: > 0 } current, ..])
        {
            var name = (current.Config.Metadata.Attempt - 1).ToString(CultureInfo.InvariantCulture) + ".log";
            var path = Path.Combine(Path.GetDirectoryName(current.LogPath)!, name);
            if (File.Exists(path))
            {
                return new LogRun(path, null);
            }
        }

        throw new RequestFailedException(400, $"previous terminated container \"{container}\" in pod \"{pod.Name}\" not found");
    }

    private RequestFailedException Missing(PodReference pod, string container, Pod? known)
    {
        if (known is null)
        {
            return containers.FindSandbox(pod) is null
                ? new RequestFailedException(404, $"pod \"{pod.Name}\" does not exist")
                : new RequestFailedException(404, $"container \"{container}\" not found in pod \"{pod.Name}\"");
        }

        if (!HasContainer(known.Spec, container))
        {
            return new RequestFailedException(404, $"container \"{container}\" not found in pod \"{pod.Name}\"");
        }

        return new RequestFailedException(400, $"container \"{container}\" in pod \"{pod.Name}\" {Why(known.Status, container)}");
    }

    private static string Why(PodStatus status, string container)
    {
        var state = status.ContainerStatuses.Concat(status.InitContainerStatuses).Concat(status.EphemeralContainerStatuses)
            .FirstOrDefault(each => each.Name == container)?.State;
        return state switch
        {
            null => "is not available",
            { Terminated: not null } => "is terminated",
            { Waiting.Reason: "ErrImagePull" } => "is waiting to start: image can't be pulled",
            { Waiting.Reason: "ImagePullBackOff" } => "is waiting to start: trying and failing to pull image",
            { Waiting: { } waiting } => $"is waiting to start: {waiting.Reason}",
            _ => "is waiting to start - no logs yet",
        };
    }

    private static bool HasContainer(PodSpec spec, string name) => spec.Containers.Any(each => each.Name == name)
        || spec.InitContainers.Any(each => each.Name == name)
        || spec.EphemeralContainers.Any(each => each.EphemeralContainerCommon.Name == name);

    private Pod? FindPod(PodReference pod) =>
        options.Pods?.Invoke().FirstOrDefault(each => each.Metadata.Name == pod.Name && each.Metadata.Namespace == pod.Namespace);
}
