using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Defaults of a pod's volumes (pkg/apis/core/v1/defaults.go and the defaults declared with the types).</summary>
internal static class VolumeDefaults
{
    private const int FileMode = 420;
    private const long TokenSeconds = 3600;

    public static Volume Apply(Volume volume) => volume with
    {
        VolumeSource = volume.VolumeSource == VolumeSource.Empty
            ? VolumeSource.Empty with { EmptyDir = EmptyDirVolumeSource.Empty }
            : Source(volume.VolumeSource),
    };

    private static VolumeSource Source(VolumeSource source) => source with
    {
        HostPath = source.HostPath is { Type: null } hostPath ? hostPath with { Type = "" } : source.HostPath,
        Secret = source.Secret is { DefaultMode: null } secret ? secret with { DefaultMode = FileMode } : source.Secret,
        ConfigMap = source.ConfigMap is { DefaultMode: null } configMap ? configMap with { DefaultMode = FileMode } : source.ConfigMap,
        DownwardAPI = DownwardApi(source.DownwardAPI),
        Projected = Projected(source.Projected),
        Ephemeral = Ephemeral(source.Ephemeral),
        Image = source.Image is { PullPolicy: "" } image ? image with { PullPolicy = ContainerDefaults.PullPolicyFor(image.Reference) } : source.Image,
        AzureDisk = AzureDisk(source.AzureDisk),
        ISCSI = source.ISCSI is { ISCSIInterface: "" } iscsi ? iscsi with { ISCSIInterface = "default" } : source.ISCSI,
        RBD = Rbd(source.RBD),
        ScaleIO = ScaleIO(source.ScaleIO),
    };

    private static DownwardAPIVolumeSource? DownwardApi(DownwardAPIVolumeSource? source) => source is null ? null : source with
    {
        DefaultMode = source.DefaultMode ?? FileMode,
        Items = source.Items.Map(File),
    };

    private static DownwardAPIVolumeFile File(DownwardAPIVolumeFile file) =>
        file.FieldRef is { APIVersion: "" } field ? file with { FieldRef = field with { APIVersion = "v1" } } : file;

    private static ProjectedVolumeSource? Projected(ProjectedVolumeSource? source) => source is null ? null : source with
    {
        DefaultMode = source.DefaultMode ?? FileMode,
        Sources = source.Sources.IsEmpty ? default : source.Sources.Map(Projection),
    };

    private static VolumeProjection Projection(VolumeProjection projection) => projection with
    {
        DownwardAPI = projection.DownwardAPI is { } downward ? downward with { Items = downward.Items.Map(File) } : null,
        ServiceAccountToken = projection.ServiceAccountToken is { ExpirationSeconds: null } token
            ? token with { ExpirationSeconds = TokenSeconds }
            : projection.ServiceAccountToken,
    };

    private static EphemeralVolumeSource? Ephemeral(EphemeralVolumeSource? source) => source?.VolumeClaimTemplate is not { } template ? source : source with
    {
        VolumeClaimTemplate = template with { Spec = ClaimDefaults.Apply(template.Spec) },
    };

    public static AzureDiskVolumeSource? AzureDisk(AzureDiskVolumeSource? source) => source is null ? null : source with
    {
        CachingMode = source.CachingMode ?? AzureDataDiskCachingMode.ReadWrite,
        FSType = source.FSType ?? "ext4",
        ReadOnly = source.ReadOnly ?? false,
        Kind = source.Kind ?? AzureDataDiskKind.Shared,
    };

    private static RBDVolumeSource? Rbd(RBDVolumeSource? source) => source is null ? null : source with
    {
        RBDPool = source.RBDPool.Or("rbd"),
        RadosUser = source.RadosUser.Or("admin"),
        Keyring = source.Keyring.Or("/etc/ceph/keyring"),
    };

    private static ScaleIOVolumeSource? ScaleIO(ScaleIOVolumeSource? source) => source is null ? null : source with
    {
        StorageMode = source.StorageMode.Or("ThinProvisioned"),
        FSType = source.FSType.Or("xfs"),
    };
}
