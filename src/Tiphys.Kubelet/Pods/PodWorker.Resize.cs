using System.Text;
using System.Text.Json;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Pods;

// Changing the resources of a pod that runs.
internal sealed partial class PodWorker
{
    private readonly PodAllocation _allocation;
    private volatile PodCondition? _resizePending;
    private volatile PodCondition? _resizeInProgress;

    /// <summary>The pod with the resources that the node has granted to it.</summary>
    public Pod AllocatedPod => _allocation.Apply(_pod);

    /// <summary>The pod waits for resources that others have.</summary>
    public bool WaitsForResources => _resizePending is { Reason: ResizeDeferred };

    private const string ResizeDeferred = "Deferred";

    private IReadOnlyList<PodCondition> ResizeConditions =>
        _stage == PodStage.Active ? [.. new[] { _resizePending, _resizeInProgress }.OfType<PodCondition>()] : [];

    /// <summary>Decides on resources that the pod wants beside those it has.</summary>
    private void ConsiderResize(Pod pod)
    {
        if (!_allocation.Differs(pod))
        {
            _resizePending = null;
            return;
        }

        if (_workers.CheckResize(this, pod) is not { } rejection)
        {
            _allocation.Grant(pod);
            _resizePending = null;
            _resizeInProgress = Condition(PodConditionType.PodResizeInProgress, "", "");
            _services.Events.Record(pod, "Normal", "ResizeStarted", $"Pod resize started: {Summary(pod, "")}");
            return;
        }

        _allocation.Keep(pod);
        var isNew = _resizePending?.Reason != rejection.Reason;
        _resizePending = Condition(PodConditionType.PodResizePending, rejection.Reason, rejection.Message);
        if (isNew)
        {
            _services.Events.Record(pod, "Warning", $"Resize{rejection.Reason}", $"Pod resize {rejection.Reason}: {Summary(pod, rejection.Message)}");
        }
    }

    /// <summary>Gives running containers the resources that are granted to them.</summary>
    private async Task ResizeAsync(Pod pod, PodRuntime runtime, CancellationToken cancellationToken)
    {
        if (_resizeInProgress is null && !_allocation.IsKnown)
        {
            return;
        }

        List<(Container Container, Cri.ContainerStatus Status)> late = [.. pod.Spec.InitContainers.Where(PodContainers.IsRestartableInit).Concat(pod.Spec.Containers)
            .Select(container => (container, runtime.Latest(container.Name)!))
            .Where(each => each.Item2 is { State: Cri.ContainerState.Running } && !ContainerResources.IsInForce(pod, each.container, each.Item2.Config.Resources))];
        if ((late.Count > 0 || _resizeInProgress is not null) && !await TryResizeAsync(pod, late, cancellationToken))
        {
            return;
        }

        if (_resizeInProgress is not null)
        {
            _resizeInProgress = null;
            _services.Events.Record(pod, "Normal", "ResizeCompleted", $"Pod resize completed: {Summary(pod, "")}");
        }
    }

    private async Task<bool> TryResizeAsync(
        Pod pod, List<(Container Container, Cri.ContainerStatus Status)> late, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (container, status) in late)
            {
                RequireMemory(pod, container, status);
            }

            // A cgroup may not allow less than those below it: the pod's limits make room first, and close in at the end.
            _services.Cgroups.Loosen(pod);
            foreach (var (container, status) in late)
            {
                var resources = ContainerResources.Build(pod, container, _services.NodeResources.MemoryBytes) with { OomScoreAdj = null };
                await _services.Runtime.UpdateContainerResourcesAsync(status.Id, resources, cancellationToken);
            }

            _services.Cgroups.Ensure(pod);
            return true;
        }
        catch (Cri.ContainerRuntimeException error)
        {
            _services.Cgroups.Ensure(pod);
            _resizeInProgress = Condition(PodConditionType.PodResizeInProgress, "Error", error.Message);
            _services.Events.Record(pod, "Warning", "ResizeError", $"Pod resize error: {Summary(pod, error.Message)}");
            DueIn(LongestRetry);
            return false;
        }
    }

    // The kernel would have to kill something to keep the new limit.
    private void RequireMemory(Pod pod, Container container, Cri.ContainerStatus status)
    {
        if (ContainerResources.Build(pod, container, 0).MemoryLimit is not { } limit || status.Config.Resources.MemoryLimit is not { } before || before <= limit)
        {
            return;
        }

        var used = _services.Runtime.GetContainerStats(status.Id).Resources.MemoryUsageBytes;
        if (used >= (ulong)limit)
        {
            throw new Cri.ContainerRuntimeException(
                $"cannot decrease memory limits: attempting to set container \"{container.Name}\" memory limit ({limit}) below current usage ({used})");
        }
    }

    private static PodCondition Condition(string type, string reason, string message) =>
        PodCondition.Empty with { Type = type, Status = ConditionStatus.True, Reason = reason, Message = message };

    private static string Summary(Pod pod, string error)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            Write(json, "initContainers", pod.Spec.InitContainers);
            Write(json, "containers", pod.Spec.Containers);
            json.WriteNumber("generation", pod.Metadata.Generation);
            if (error.Length > 0)
            {
                json.WriteString("error", error);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, ApiList<Container> containers)
    {
        if (containers.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var container in containers)
        {
            json.WriteStartObject();
            json.WriteString("name", container.Name);
            json.WritePropertyName("resources");
            json.WriteRawValue(ApiJson.Write(container.Resources));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
