using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>
/// Fields of features that 1.36 has switched off: what clients say in them is dropped, as upstream does (pkg/api/pod, DropDisabledPodFields).
/// </summary>
internal static class DisabledFields
{
    public static PodTemplateSpec Drop(PodTemplateSpec template) => template with { Spec = Drop(template.Spec) };

    public static PodSpec Drop(PodSpec spec) => ContainerVisit.Map(spec, container => container with { Lifecycle = Drop(container.Lifecycle) }) with
    {
        Volumes = spec.Volumes.Map(Drop),
        SchedulingGroup = null,
    };

    public static PodStatus Drop(PodStatus status) => status with
    {
        InitContainerStatuses = status.InitContainerStatuses.Map(Drop),
        ContainerStatuses = status.ContainerStatuses.Map(Drop),
        EphemeralContainerStatuses = status.EphemeralContainerStatuses.Map(Drop),
        NodeAllocatableResourceClaimStatuses = default,
    };

    private static Lifecycle? Drop(Lifecycle? lifecycle)
    {
        if (lifecycle?.StopSignal is null)
        {
            return lifecycle;
        }

        return lifecycle is { PostStart: null, PreStop: null } ? null : lifecycle with { StopSignal = null };
    }

    private static Volume Drop(Volume volume) => volume.VolumeSource.Projected is not { } projected ? volume : volume with
    {
        VolumeSource = volume.VolumeSource with { Projected = projected with { Sources = projected.Sources.Map(Drop) } },
    };

    private static VolumeProjection Drop(VolumeProjection projection) => projection is { ClusterTrustBundle: null, PodCertificate: null }
        ? projection
        : projection with { ClusterTrustBundle = null, PodCertificate = null };

    private static ContainerStatus Drop(ContainerStatus status) => status with
    {
        VolumeMounts = status.VolumeMounts.Map(mount => mount.VolumeStatus is null ? mount : mount with { VolumeStatus = null }),
    };
}
