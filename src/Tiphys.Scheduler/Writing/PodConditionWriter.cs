using System.Buffers;
using System.Text.Json;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Client;

namespace Tiphys.Scheduler.Writing;

/// <summary>Writes into a pod's status why it has no node.</summary>
internal sealed class PodConditionWriter(IKubernetesClient client, TimeProvider time)
{
    /// <summary>Sets the condition PodScheduled to False; does nothing when the pod says so already.</summary>
    internal async Task WriteAsync(Pod pod, string reason, string message, CancellationToken cancellationToken)
    {
        var conditions = pod.Status.Conditions;
        var at = conditions.FindIndex(condition => condition.Type == PodConditionType.PodScheduled);
        var before = at < 0 ? null : conditions[at];
        var wasFalse = before?.Status == ConditionStatus.False;
        if (wasFalse && before!.Reason == reason && before.Message == message && before.ObservedGeneration == pod.Metadata.Generation)
        {
            return;
        }

        var condition = PodCondition.Empty with
        {
            Type = PodConditionType.PodScheduled,
            Status = ConditionStatus.False,
            Reason = reason,
            Message = message,
            ObservedGeneration = pod.Metadata.Generation,
            LastTransitionTime = wasFalse ? before!.LastTransitionTime : Time.Now(time),
        };
        var patch = PatchRequest.StrategicMerge(Patch(pod, condition));
        await client.PatchAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, patch, "status", cancellationToken);
    }

    private static ReadOnlyMemory<byte> Patch(Pod pod, PodCondition condition)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", pod.Metadata.UID);
            json.WriteEndObject();
            json.WriteStartObject("status");
            json.WriteStartArray("conditions");
            json.WriteRawValue(ApiJson.Write(condition));
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
