using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;

namespace Tiphys.Kubelet.Volumes.Kinds;

/// <summary>A volume behind a claim.</summary>
internal sealed record ClaimedVolume(PersistentVolume Volume, bool ReadOnly);

/// <summary>Finds the volume behind a pod's claim.</summary>
internal sealed class ClaimResolver(IKubernetesClient client)
{
    private const string ProtectionFinalizer = "kubernetes.io/pvc-protection";

    /// <summary>The claim that a volume of a pod names, or the one that is made for its ephemeral volume; null when it has none.</summary>
    public static string? ClaimName(Pod pod, Volume volume) => volume.VolumeSource switch
    {
        { PersistentVolumeClaim: { } claim } => claim.ClaimName,
        { Ephemeral: not null } => $"{pod.Metadata.Name}-{volume.Name}",
        _ => null,
    };

    /// <summary>The volume, which is bound to the claim.</summary>
    /// <exception cref="FormatException">It cannot be used (yet); the message is upstream's.</exception>
    public async Task<ClaimedVolume> ResolveAsync(Pod pod, Volume volume, CancellationToken cancellationToken)
    {
        var name = ClaimName(pod, volume)!;
        try
        {
            var claim = await ClaimAsync(pod, name, volume.VolumeSource.Ephemeral is not null, cancellationToken);
            var found = await VolumeAsync(claim, cancellationToken);
            return new ClaimedVolume(found, volume.VolumeSource.PersistentVolumeClaim?.ReadOnly ?? false);
        }
        catch (FormatException error)
        {
            throw new FormatException($"error processing PVC {pod.Metadata.Namespace}/{name}: {error.Message}", error);
        }
    }

    private async Task<PersistentVolumeClaim> ClaimAsync(Pod pod, string name, bool isEphemeral, CancellationToken cancellationToken)
    {
        PersistentVolumeClaim claim;
        try
        {
            claim = await client.GetAsync<PersistentVolumeClaim>(pod.Metadata.Namespace, name, cancellationToken);
        }
        catch (ApiException error)
        {
            throw new FormatException($"failed to fetch PVC from API server: {error.Message}", error);
        }

        var metadata = claim.Metadata;
        return (metadata, claim) switch
        {
            ({ DeletionTimestamp: not null }, _) when !metadata.Finalizers.Contains(ProtectionFinalizer) => throw new FormatException("PVC is being deleted"),
            (_, { Status.Phase: not PersistentVolumeClaimPhase.Bound }) => throw new FormatException("PVC is not bound"),
            (_, { Spec.VolumeName: "" }) => throw new FormatException("PVC has empty pvc.Spec.VolumeName"),
            _ when isEphemeral && !metadata.OwnerReferences.Any(owner => owner.UID == pod.Metadata.UID && owner.Controller == true) =>
                throw new FormatException(
                    $"PVC {metadata.Namespace}/{name} was not created for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} (pod is not owner)"),
            _ => claim,
        };
    }

    private async Task<PersistentVolume> VolumeAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var name = claim.Spec.VolumeName;
        PersistentVolume volume;
        try
        {
            volume = await client.GetAsync<PersistentVolume>(null, name, cancellationToken);
        }
        catch (ApiException error)
        {
            throw new FormatException($"failed to fetch PV {name} from API server: {error.Message}", error);
        }

        if (volume.Spec.ClaimRef is not { } bound)
        {
            throw new FormatException(
                $"found PV object {name} but it has a nil pv.Spec.ClaimRef indicating it is not yet bound to the claim");
        }

        return bound.UID == claim.Metadata.UID
            ? volume
            : throw new FormatException(
                $"found PV object {name} but its pv.Spec.ClaimRef.UID {bound.UID} does not point to claim.UID {claim.Metadata.UID}");
    }
}
