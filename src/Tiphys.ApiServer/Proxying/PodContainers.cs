using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Which container of a pod is meant.</summary>
internal static class PodContainers
{
    /// <summary>The named one, or the only one.</summary>
    /// <exception cref="ApiException">400: there is no such container, or none is named and there are several.</exception>
    public static string Choose(Pod pod, string name)
    {
        if (name.Length > 0)
        {
            return Names(pod).Contains(name) ? name : throw StatusErrors.BadRequest($"container {name} is not valid for pod {pod.Metadata.Name}");
        }

        return pod.Spec.Containers.Count switch
        {
            1 => pod.Spec.Containers[0].Name,
            0 => throw StatusErrors.BadRequest($"a container name must be specified for pod {pod.Metadata.Name}"),
            _ => throw StatusErrors.BadRequest(
                $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', Names(pod))}]"),
        };
    }

    // In upstream's order.
    private static IEnumerable<string> Names(Pod pod) => pod.Spec.InitContainers.Select(each => each.Name)
        .Concat(pod.Spec.Containers.Select(each => each.Name))
        .Concat(pod.Spec.EphemeralContainers.Select(each => each.EphemeralContainerCommon.Name));
}
