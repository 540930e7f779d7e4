using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>DefaultTolerationSeconds: a pod stays five minutes on a node that is lost, unless it says otherwise.</summary>
internal sealed class DefaultTolerationSecondsPlugin : IAdmissionPlugin
{
    private static readonly string[] Keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (value is not Pod pod || !request.WritesPod())
        {
            return ValueTask.FromResult(value);
        }

        var given = pod.Spec.Tolerations;
        var added = Keys.Where(key => !given.Any(each => (each.Key == key || each.Key.Length == 0) && each.Effect is ("" or TaintEffect.NoExecute)))
            .Select(key => new Toleration { Key = key, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoExecute, TolerationSeconds = 300 })
            .ToList();
        return ValueTask.FromResult<IKubernetesObject>(added.Count == 0 ? pod : pod with { Spec = pod.Spec with { Tolerations = given.AddRange(added) } });
    }
}
