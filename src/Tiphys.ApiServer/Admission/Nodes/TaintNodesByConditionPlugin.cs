using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.Nodes;

/// <summary>TaintNodesByCondition: a new node takes no pods until it is found ready.</summary>
internal sealed class TaintNodesByConditionPlugin : IAdmissionPlugin
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (request.Operation != "CREATE" || !request.IsWhole() || value is not Node node
            || node.Spec.Taints.Any(taint => taint.Key == NotReady && taint.Effect == TaintEffect.NoSchedule))
        {
            return ValueTask.FromResult(value);
        }

        var taint = new Taint { Key = NotReady, Effect = TaintEffect.NoSchedule };
        return ValueTask.FromResult<IKubernetesObject>(node with { Spec = node.Spec with { Taints = node.Spec.Taints.Add(taint) } });
    }
}
