using Tiphys.Api.Core.V1;
using Tiphys.Api.Storage.V1;

namespace Tiphys.ApiServer.Admission.Classes;

/// <summary>StorageObjectInUseProtection: what holds data stays until nobody uses it.</summary>
internal sealed class StorageObjectInUseProtectionPlugin : IAdmissionPlugin
{
    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        var finalizer = request.Operation != "CREATE" || !request.IsWhole() ? null : value switch
        {
            PersistentVolume => "kubernetes.io/pv-protection",
            PersistentVolumeClaim => "kubernetes.io/pvc-protection",
            VolumeAttributesClass => "kubernetes.io/vac-protection",
            _ => null,
        };
        var finalizers = value.Metadata.Finalizers;
        return ValueTask.FromResult(
            finalizer is null || finalizers.Contains(finalizer) ? value : value.WithMetadata(value.Metadata with { Finalizers = finalizers.Add(finalizer) }));
    }
}

/// <summary>PersistentVolumeClaimResize: a claim grows when it is bound and its class can.</summary>
internal sealed class PersistentVolumeClaimResizePlugin(StoredObjects objects) : IAdmissionPlugin
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (!request.IsWhole() || value is not PersistentVolumeClaim claim || request.Old is not PersistentVolumeClaim old || Size(claim) <= Size(old))
        {
            return ValueTask.CompletedTask;
        }

        if (old.Status.Phase != "Bound")
        {
            throw Denial.Of(request, value, "Only bound persistent volume claims can be expanded");
        }

        var name = ClassOf(claim);
        var grows = name.Length > 0 && name == ClassOf(old) && objects.Find<StorageClass>("", name)?.AllowVolumeExpansion == true;
        return grows
            ? ValueTask.CompletedTask
            : throw Denial.Of(
                request, value, "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
    }

    private static Quantity Size(PersistentVolumeClaim claim) => claim.Spec.Resources.Requests.GetValueOrDefault("storage");

    private static string ClassOf(PersistentVolumeClaim claim) =>
        claim.Metadata.Annotations.GetValueOrDefault(ClassAnnotation) ?? claim.Spec.StorageClassName ?? "";
}
