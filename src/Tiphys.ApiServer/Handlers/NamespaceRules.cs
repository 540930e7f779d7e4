using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Handlers;

/// <summary>A Namespace has finalizers in its spec beside those in its metadata, and shows in its phase that it is being deleted.</summary>
internal static class NamespaceRules
{
    public static IKubernetesObject PrepareForCreate(IKubernetesObject value)
    {
        if (value is not Namespace ns)
        {
            return value;
        }

        var finalizers = ns.Spec.Finalizers.Contains("kubernetes") ? ns.Spec.Finalizers : ns.Spec.Finalizers.Add("kubernetes");
        return ns with { Spec = ns.Spec with { Finalizers = finalizers }, Status = ns.Status with { Phase = NamespacePhase.Active } };
    }

    /// <summary>True when the object is not gone with this deletion: the first one only marks a namespace, even an empty one.</summary>
    public static bool HoldsDeletion(IKubernetesObject value) =>
        value is Namespace ns && (ns.Metadata.DeletionTimestamp is null || !ns.Spec.Finalizers.IsEmpty);

    /// <summary>Shows that a namespace is being deleted; there is no grace period for it.</summary>
    public static IKubernetesObject Terminating(IKubernetesObject value) => value is not Namespace ns ? value : ns with
    {
        Metadata = ns.Metadata with { DeletionGracePeriodSeconds = null },
        Status = ns.Status with { Phase = NamespacePhase.Terminating },
    };

    /// <summary>Only the <c>finalize</c> subresource writes the finalizers of the spec.</summary>
    public static IKubernetesObject PrepareForUpdate(IKubernetesObject value, IKubernetesObject old, string subresource)
    {
        if (value is not Namespace changed || old is not Namespace before)
        {
            return value;
        }

        return subresource switch
        {
            "finalize" => changed with { Status = before.Status },
            "status" => changed with { Spec = before.Spec },
            _ => changed with { Spec = changed.Spec with { Finalizers = before.Spec.Finalizers }, Status = before.Status },
        };
    }
}
