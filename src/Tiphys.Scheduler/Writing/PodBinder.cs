using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;

namespace Tiphys.Scheduler.Writing;

/// <summary>Gives a pod its node, through the subresource <c>binding</c>.</summary>
internal sealed class PodBinder(IKubernetesClient client)
{
    internal Task BindAsync(Pod pod, string nodeName, CancellationToken cancellationToken)
    {
        var metadata = pod.Metadata;
        var binding = Binding.Empty with
        {
            // The UID keeps another pod, created under the same name meanwhile, from getting the node.
            Metadata = ObjectMeta.Empty with { Name = metadata.Name, Namespace = metadata.Namespace, UID = metadata.UID },
            Target = ObjectReference.Empty with { Kind = "Node", Name = nodeName },
        };
        return client.CreateSubresourceAsync<Pod, Binding>(metadata.Namespace, metadata.Name, "binding", binding, cancellationToken);
    }
}
