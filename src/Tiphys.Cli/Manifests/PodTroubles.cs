using Tiphys.Api.Core.V1;
using Tiphys.Client;

namespace Tiphys.Cli.Manifests;

/// <summary>Says why pods do not run, as far as their status tells.</summary>
internal static class PodTroubles
{
    private const int Shown = 3;

    /// <summary>The reasons of some pods of a namespace; empty when none has trouble.</summary>
    public static async Task<string> OfAsync(IKubernetesClient client, string ns, CancellationToken cancellationToken)
    {
        var pods = await client.ListAsync<Pod>(ns, new ListRequest(), cancellationToken);
        return string.Join("; ", pods.Items.SelectMany(Of).Take(Shown));
    }

    private static IEnumerable<string> Of(Pod pod)
    {
        foreach (var condition in pod.Status.Conditions.Where(condition => condition is { Type: "PodScheduled", Status: "False" }))
        {
            yield return $"pod {pod.Metadata.Name}: {condition.Message}";
        }

        foreach (var container in (IEnumerable<ContainerStatus>)[.. pod.Status.InitContainerStatuses, .. pod.Status.ContainerStatuses])
        {
            if (container.State.Waiting is { Reason.Length: > 0 } waiting && waiting.Reason is not ("PodInitializing" or "ContainerCreating"))
            {
                yield return $"pod {pod.Metadata.Name}, container {container.Name}: {waiting.Reason} {waiting.Message}".TrimEnd();
            }
        }
    }
}
