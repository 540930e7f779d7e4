using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Tests.Kinds;

/// <summary>What the default admission plug-ins of the recorded server add to objects.</summary>
internal static class GoldenAdmission
{
    public static IKubernetesObject Admit(IKubernetesObject value) => value switch
    {
        Pod pod => Admit(pod),
        _ => value,
    };

    /// <summary>What the plug-ins add to a changed pod.</summary>
    public static Pod AdmitUpdate(Pod pod, Pod old) => pod with
    {
        Spec = pod.Spec with
        {
            Tolerations = Tolerate(pod.Spec.Tolerations),
            Priority = pod.Spec.Priority ?? old.Spec.Priority,
            PreemptionPolicy = pod.Spec.PreemptionPolicy ?? old.Spec.PreemptionPolicy,
        },
    };

    private static Pod Admit(Pod pod)
    {
        var account = pod.Spec.ServiceAccountName.Length > 0 ? pod.Spec.ServiceAccountName : "default";
        return pod with
        {
            Spec = pod.Spec with
            {
                ServiceAccountName = account,
                DeprecatedServiceAccount = account,
                Tolerations = Tolerate(pod.Spec.Tolerations),
                Priority = pod.Spec.Priority ?? 0,
                PreemptionPolicy = pod.Spec.PreemptionPolicy ?? "PreemptLowerPriority",
            },
        };
    }

    private static ApiList<Toleration> Tolerate(ApiList<Toleration> tolerations)
    {
        foreach (var key in new[] { "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable" })
        {
            if (!tolerations.Any(item => item.Key == key || (item.Key.Length == 0 && item.Operator == "Exists" && item.Effect is "" or "NoExecute")))
            {
                tolerations = tolerations.Add(Toleration.Empty with { Key = key, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 300 });
            }
        }

        return tolerations;
    }
}
