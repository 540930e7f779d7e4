using Tiphys.Api.Core.V1;
using Tiphys.Api.Networking.V1;
using Tiphys.Api.Storage.V1;

namespace Tiphys.ApiServer.Admission.Classes;

/// <summary>DefaultStorageClass: a new claim without a class gets the default one.</summary>
internal sealed class DefaultStorageClassPlugin(StoredObjects objects) : IAdmissionPlugin
{
    private static readonly string[] Marks = ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (request.Operation != "CREATE" || !request.IsWhole() || value is not PersistentVolumeClaim { Spec.StorageClassName: null } claim
            || claim.Metadata.Annotations.ContainsKey("volume.beta.kubernetes.io/storage-class"))
        {
            return ValueTask.FromResult(value);
        }

        var found = Defaults.Newest(objects.List<StorageClass>(), Marks);
        return ValueTask.FromResult<IKubernetesObject>(
            found is null ? claim : claim with { Spec = claim.Spec with { StorageClassName = found.Metadata.Name } });
    }
}

/// <summary>DefaultIngressClass: a new ingress without a class gets the default one.</summary>
internal sealed class DefaultIngressClassPlugin(StoredObjects objects) : IAdmissionPlugin
{
    private static readonly string[] Marks = ["ingressclass.kubernetes.io/is-default-class"];

    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (request.Operation != "CREATE" || !request.IsWhole() || value is not Ingress { Spec.IngressClassName: null } ingress
            || ingress.Metadata.Annotations.ContainsKey("kubernetes.io/ingress.class"))
        {
            return ValueTask.FromResult(value);
        }

        var found = Defaults.Newest(objects.List<IngressClass>(), Marks);
        return ValueTask.FromResult<IKubernetesObject>(
            found is null ? ingress : ingress with { Spec = ingress.Spec with { IngressClassName = found.Metadata.Name } });
    }
}

/// <summary>Classes that are marked as the default.</summary>
internal static class Defaults
{
    /// <summary>Of several marked ones the newest counts, and of those the first by name.</summary>
    public static T? Newest<T>(IEnumerable<T> classes, string[] marks)
        where T : class, IKubernetesObject => classes
            .Where(each => marks.Any(mark => each.Metadata.Annotations.GetValueOrDefault(mark) == "true"))
            .OrderByDescending(each => each.Metadata.CreationTimestamp.UnixSeconds)
            .ThenBy(each => each.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault();
}
