using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Admission.Pods;

namespace Tiphys.ApiServer.Authorization.Nodes;

/// <summary>What a pod needs to be run.</summary>
internal static class PodRelations
{
    // A mirror pod is made by its node, which must not give itself access by it.
    public static IEnumerable<ObjectKey> Of(Pod pod)
    {
        if (pod.IsMirror())
        {
            return [];
        }

        var ns = pod.Metadata.Namespace;
        return Account(pod).Select(name => new ObjectKey(NodeObject.ServiceAccount, ns, name))
            .Concat(PodReferences.Secrets(pod).Select(name => new ObjectKey(NodeObject.Secret, ns, name)))
            .Concat(PodReferences.ConfigMaps(pod).Select(name => new ObjectKey(NodeObject.ConfigMap, ns, name)))
            .Concat(pod.Spec.Volumes.Select(volume => Claim(pod, volume)).Where(name => name.Length > 0).Select(name => new ObjectKey(NodeObject.PersistentVolumeClaim, ns, name)))
            .Concat(ResourceClaims(pod).Where(name => !string.IsNullOrEmpty(name)).Select(name => new ObjectKey(NodeObject.ResourceClaim, ns, name!)));
    }

    private static IEnumerable<string> Account(Pod pod) => pod.Spec.ServiceAccountName.Length > 0 ? [pod.Spec.ServiceAccountName] : [];

    private static string Claim(Pod pod, Volume volume) => volume.VolumeSource switch
    {
        { PersistentVolumeClaim: { } claim } => claim.ClaimName,
        { Ephemeral: not null } => $"{pod.Metadata.Name}-{volume.Name}",
        _ => "",
    };

    private static IEnumerable<string?> ResourceClaims(Pod pod) => pod.Spec.ResourceClaims
        .Select(claim => claim.ResourceClaimName ?? pod.Status.ResourceClaimStatuses.FirstOrDefault(status => status.Name == claim.Name)?.ResourceClaimName)
        .Append(pod.Status.ExtendedResourceClaimStatus?.ResourceClaimName);
}
