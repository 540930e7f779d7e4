using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Defaults of claims, of their own or in other kinds (pkg/apis/core/v1/defaults.go).</summary>
internal static class ClaimDefaults
{
    /// <summary>Defaults of a claim's specification.</summary>
    public static PersistentVolumeClaimSpec Apply(PersistentVolumeClaimSpec spec) => spec with
    {
        VolumeMode = spec.VolumeMode ?? PersistentVolumeMode.Filesystem,
        Resources = spec.Resources with { Limits = spec.Resources.Limits.ToMilliScale(), Requests = spec.Resources.Requests.ToMilliScale() },
    };

    /// <summary>Defaults of a claim.</summary>
    public static PersistentVolumeClaim Apply(PersistentVolumeClaim claim) => claim with
    {
        Spec = Apply(claim.Spec),
        Status = claim.Status with { Phase = claim.Status.Phase.Or(PersistentVolumeClaimPhase.Pending) },
    };

    /// <summary>Defaults of a stateful set's claim template, which names its kind.</summary>
    public static PersistentVolumeClaim Template(PersistentVolumeClaim claim) => Apply(claim);

    // The older field takes claims and snapshots only, and drops everything else.
    private static bool IsVolumeSource(TypedLocalObjectReference source) => (source.APIGroup ?? "", source.Kind)
        is ("", "PersistentVolumeClaim") or ("snapshot.storage.k8s.io", "VolumeSnapshot");

    // Sources in other namespaces are a feature that is off by default.
    private static bool IsForeign(TypedObjectReference source) => !string.IsNullOrEmpty(source.Namespace);

    /// <summary>The claim with both ways to name its source saying the same; what <paramref name="old"/> has is kept.</summary>
    public static PersistentVolumeClaim SyncSources(PersistentVolumeClaim claim, PersistentVolumeClaimSpec? old)
    {
        var spec = claim.Spec;
        if (spec.DataSourceRef is { } elsewhere && IsForeign(elsewhere) && old?.DataSourceRef is null)
        {
            spec = spec with { DataSourceRef = null };
        }

        if (spec is { DataSource: { } stated, DataSourceRef: null } && old?.DataSource is null && !IsVolumeSource(stated))
        {
            spec = spec with { DataSource = null };
        }

        return claim with { Spec = Sync(spec) };
    }

    private static PersistentVolumeClaimSpec Sync(PersistentVolumeClaimSpec spec)
    {
        if (spec is { DataSource: { } source, DataSourceRef: null })
        {
            var reference = TypedObjectReference.Empty with { APIGroup = source.APIGroup, Kind = source.Kind, Name = source.Name };
            return spec with { DataSourceRef = reference };
        }

        if (spec is { DataSource: null, DataSourceRef: { } wanted } && !IsForeign(wanted))
        {
            var local = TypedLocalObjectReference.Empty with { APIGroup = wanted.APIGroup, Kind = wanted.Kind, Name = wanted.Name };
            return spec with { DataSource = local };
        }

        return spec;
    }
}
