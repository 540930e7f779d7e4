using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Client;

namespace Tiphys.Controllers.Shared;

/// <summary>Writes parts of a pod's status beside the kubelet.</summary>
internal static class PodStatusPatch
{
    /// <summary>Sets conditions, and the phase if given, of the very pod and version; false when it is gone.</summary>
    public static async Task<bool> WriteAsync(
        IKubernetesClient client, Pod pod, IEnumerable<PodCondition> conditions, string? phase, CancellationToken cancellationToken)
    {
        var all = conditions.Aggregate(pod.Status.Conditions, With);
        var list = JsonList.Create(all.Select(condition => JsonValue.Parse(ApiJson.Write(condition))).ToArray());
        var status = JsonMap.Of(("conditions", list));
        var patch = JsonMap.Of(
            ("metadata", JsonMap.Of(("uid", pod.Metadata.UID), ("resourceVersion", pod.Metadata.ResourceVersion))),
            ("status", phase is null ? status : status.With("phase", phase)));
        try
        {
            await client.PatchAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, PatchRequest.Merge(patch.ToUtf8()), "status", cancellationToken);
            return true;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return false;
        }
    }

    private static ApiList<PodCondition> With(ApiList<PodCondition> conditions, PodCondition wanted)
    {
        var index = conditions.FindIndex(condition => condition.Type == wanted.Type);
        return index < 0 ? conditions.Add(wanted) : conditions.SetItem(index, wanted with
        {
            LastTransitionTime = conditions[index].Status == wanted.Status ? conditions[index].LastTransitionTime : wanted.LastTransitionTime,
        });
    }
}
