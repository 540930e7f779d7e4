using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Server.Pods;

/// <summary><c>/pods</c>: what should run here; <c>/runningpods</c>: what does.</summary>
internal sealed class PodHandlers(KubeletServerOptions options, IContainerRuntime runtime)
{
    public Task ListAsync(KubeletRequest request) => AnswerAsync(request, options.Pods?.Invoke() ?? Running());

    public Task ListRunningAsync(KubeletRequest request) => AnswerAsync(request, Running());

    private static Task AnswerAsync(KubeletRequest request, IReadOnlyList<Pod> pods)
    {
        request.RequireMethod("GET", "HEAD");
        using var writer = new JsonWriter();
        new PodList { Items = pods.ToApiList() }.WriteJson(writer);
        return request.WriteAsync("application/json", writer.ToArray());
    }

    // As upstream: names and images only, for all else is in the spec.
    private List<Pod> Running() => runtime.ListContainers()
        .Where(status => status.State == Tiphys.Containers.ContainerState.Running)
        .Select(status => (Labels: PodContainers.Read(status.Config.Labels), Status: status))
        .Where(each => each.Labels is not null)
        .GroupBy(each => each.Labels!.Value.Pod)
        .Select(group => new Pod
        {
            Metadata = new ObjectMeta { Name = group.Key.Name, Namespace = group.Key.Namespace, UID = group.Key.Uid },
            Spec = PodSpec.Empty with
            {
                Containers = group.Select(each => new Container { Name = each.Labels!.Value.Container, Image = each.Status.Config.ImageReference }).ToApiList(),
            },
        })
        .ToList();
}
