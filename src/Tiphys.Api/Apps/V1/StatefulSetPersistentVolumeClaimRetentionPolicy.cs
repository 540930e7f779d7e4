namespace Tiphys.Api.Apps.V1;

/// <summary>Tells what becomes of claims made from volumeClaimTemplates when the StatefulSet shrinks or is removed.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy")]
public sealed partial record StatefulSetPersistentVolumeClaimRetentionPolicy
{
    /// <summary>Retain, the default, keeps the claims after the StatefulSet is deleted, while Delete removes them with it.</summary>
    [ApiField("whenDeleted", 1, OmitEmpty = true, TypeName = "v1.PersistentVolumeClaimRetentionPolicyType")]
    public partial string WhenDeleted { get; init; }

    /// <summary>Retain, the default, keeps claims of pods removed by scaling down, while Delete removes those claims too.</summary>
    [ApiField("whenScaled", 2, OmitEmpty = true, TypeName = "v1.PersistentVolumeClaimRetentionPolicyType")]
    public partial string WhenScaled { get; init; }
}
