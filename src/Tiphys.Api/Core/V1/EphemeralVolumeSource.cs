namespace Tiphys.Api.Core.V1;

/// <summary>Describes a volume for which a claim is created and later removed along with the pod.</summary>
[ApiType("io.k8s.api.core.v1.EphemeralVolumeSource")]
public sealed partial record EphemeralVolumeSource
{
    /// <summary>Template for the claim, which is named after the pod and volume and owned by the pod.</summary>
    [ApiField("volumeClaimTemplate", 1, OmitEmpty = true)]
    public partial PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}
