using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>PodTopologyLabels: a pod made on a node carries the zone and the region of the node (KEP-4742).</summary>
internal sealed class PodTopologyLabelsPlugin(StoredObjects objects) : IAdmissionPlugin
{
    private static readonly string[] Copied = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"];

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (!request.CreatesPod() || value is not Pod { Spec.NodeName.Length: > 0 } pod)
        {
            return ValueTask.FromResult(value);
        }

        var labels = Of(objects.Find<Node>("", pod.Spec.NodeName));
        return ValueTask.FromResult<IKubernetesObject>(
            labels.IsEmpty ? pod : pod with { Metadata = pod.Metadata with { Labels = pod.Metadata.Labels.SetItems(labels) } });
    }

    /// <summary>What of a node's labels its pods carry too.</summary>
    public static ApiMap<string> Of(Node? node) => node is null ? default : node.Metadata.Labels.Where(label => Copied.Contains(label.Key)).ToApiMap();
}
