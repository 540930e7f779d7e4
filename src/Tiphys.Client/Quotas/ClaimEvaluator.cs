using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Quotas;

/// <summary>Claims and the storage that they ask for, in all and by storage class.</summary>
internal sealed class ClaimEvaluator : IQuotaEvaluator
{
    private const string Count = "count/persistentvolumeclaims";
    private const string Claims = "persistentvolumeclaims";
    private const string Storage = "requests.storage";
    private const string OfClass = ".storageclass.storage.k8s.io/";

    public IReadOnlyList<string> Matching(IEnumerable<string> names) => names
        .Where(name => name is Count or Claims or Storage
            || name.EndsWith(OfClass + Claims, StringComparison.Ordinal) || name.EndsWith(OfClass + Storage, StringComparison.Ordinal))
        .ToList();

    public bool IsInScope(ScopedResourceSelectorRequirement scope, IKubernetesObject value)
    {
        var claim = (PersistentVolumeClaim)value;
        string?[] names =
            [claim.Spec.VolumeAttributesClassName, claim.Status.CurrentVolumeAttributesClassName, claim.Status.ModifyVolumeStatus?.TargetVolumeAttributesClassName];
        return scope.ScopeName == "VolumeAttributesClass"
            && QuotaEvaluators.Selects(scope, names.Where(name => !string.IsNullOrEmpty(name)).Select(name => name!).ToHashSet(StringComparer.Ordinal));
    }

    public string? Missing(IReadOnlyList<string> limited, IKubernetesObject value) => null;

    public ApiMap<Quantity> Usage(IKubernetesObject value, DateTimeOffset now)
    {
        var claim = (PersistentVolumeClaim)value;
        var name = claim.Metadata.Annotations.GetValueOrDefault("volume.beta.kubernetes.io/storage-class") ?? claim.Spec.StorageClassName ?? "";
        ApiMap<Quantity> usage = [new(Count, Quantity.FromValue(1)), new(Claims, Quantity.FromValue(1))];
        usage = name.Length > 0 ? usage.SetItem(name + OfClass + Claims, Quantity.FromValue(1)) : usage;
        if (!claim.Spec.Resources.Requests.TryGetValue("storage", out var size))
        {
            return usage;
        }

        // A claim that has begun to grow uses what it has been promised, also when it wants less again.
        var promised = claim.Status.AllocatedResources.GetValueOrDefault("storage");
        size = WholeBytes(promised > size ? promised : size);
        usage = usage.SetItem(Storage, size);
        return name.Length > 0 ? usage.SetItem(name + OfClass + Storage, size) : usage;
    }

    private static Quantity WholeBytes(Quantity size) => Quantity.FromValue(size.Value, size.Format) is var rounded && rounded.CompareTo(size) != 0 ? rounded : size;
}
