using Tiphys.Api.Core.V1;

namespace Tiphys.Controllers.Kinds;

/// <summary>
/// All built-in kinds whose objects can be deleted, each once though some have several versions. Written out, because a type that is only known
/// at run time cannot be made in a program that is compiled ahead of time; a test compares it with the catalog.
/// </summary>
internal static class AllKinds
{
    /// <summary>Every kind; pods first, because they are the first to go when a namespace is deleted (KEP-5080).</summary>
    public static IReadOnlyList<KindAccess> All { get; } =
    [
        new KindAccess<Pod>(),
        new KindAccess<ConfigMap>(),
        new KindAccess<Endpoints>(),
        new KindAccess<Event>(),
        new KindAccess<LimitRange>(),
        new KindAccess<Namespace>(),
        new KindAccess<Node>(),
        new KindAccess<PersistentVolume>(),
        new KindAccess<PersistentVolumeClaim>(),
        new KindAccess<PodTemplate>(),
        new KindAccess<ReplicationController>(),
        new KindAccess<ResourceQuota>(),
        new KindAccess<Secret>(),
        new KindAccess<Service>(),
        new KindAccess<ServiceAccount>(),
        new KindAccess<Api.Apps.V1.ControllerRevision>(),
        new KindAccess<Api.Apps.V1.DaemonSet>(),
        new KindAccess<Api.Apps.V1.Deployment>(),
        new KindAccess<Api.Apps.V1.ReplicaSet>(),
        new KindAccess<Api.Apps.V1.StatefulSet>(),
        new KindAccess<Api.Autoscaling.V2.HorizontalPodAutoscaler>(),
        new KindAccess<Api.Batch.V1.CronJob>(),
        new KindAccess<Api.Batch.V1.Job>(),
        new KindAccess<Api.Coordination.V1.Lease>(),
        new KindAccess<Api.Discovery.V1.EndpointSlice>(),
        new KindAccess<Api.Events.V1.Event>(),
        new KindAccess<Api.Networking.V1.Ingress>(),
        new KindAccess<Api.Networking.V1.IngressClass>(),
        new KindAccess<Api.Networking.V1.IPAddress>(),
        new KindAccess<Api.Networking.V1.NetworkPolicy>(),
        new KindAccess<Api.Networking.V1.ServiceCIDR>(),
        new KindAccess<Api.Policy.V1.PodDisruptionBudget>(),
        new KindAccess<Api.Rbac.V1.ClusterRole>(),
        new KindAccess<Api.Rbac.V1.ClusterRoleBinding>(),
        new KindAccess<Api.Rbac.V1.Role>(),
        new KindAccess<Api.Rbac.V1.RoleBinding>(),
        new KindAccess<Api.Storage.V1.CSIDriver>(),
        new KindAccess<Api.Storage.V1.CSINode>(),
        new KindAccess<Api.Storage.V1.CSIStorageCapacity>(),
        new KindAccess<Api.Storage.V1.StorageClass>(),
        new KindAccess<Api.Storage.V1.VolumeAttachment>(),
        new KindAccess<Api.Storage.V1.VolumeAttributesClass>(),
        new KindAccess<Api.Scheduling.V1.PriorityClass>(),
        new KindAccess<Api.Nodes.V1.RuntimeClass>(),
        new KindAccess<Api.Resource.V1.DeviceClass>(),
        new KindAccess<Api.Resource.V1.ResourceClaim>(),
        new KindAccess<Api.Resource.V1.ResourceClaimTemplate>(),
        new KindAccess<Api.Resource.V1.ResourceSlice>(),
        new KindAccess<Api.FlowControl.V1.FlowSchema>(),
        new KindAccess<Api.FlowControl.V1.PriorityLevelConfiguration>(),
        new KindAccess<Api.AdmissionRegistration.V1.MutatingAdmissionPolicy>(),
        new KindAccess<Api.AdmissionRegistration.V1.MutatingAdmissionPolicyBinding>(),
        new KindAccess<Api.AdmissionRegistration.V1.MutatingWebhookConfiguration>(),
        new KindAccess<Api.AdmissionRegistration.V1.ValidatingAdmissionPolicy>(),
        new KindAccess<Api.AdmissionRegistration.V1.ValidatingAdmissionPolicyBinding>(),
        new KindAccess<Api.AdmissionRegistration.V1.ValidatingWebhookConfiguration>(),
        new KindAccess<Api.ApiExtensions.V1.CustomResourceDefinition>(),
        new KindAccess<Api.ApiRegistration.V1.APIService>(),
        new KindAccess<Api.Certificates.V1.CertificateSigningRequest>(),
    ];

    /// <summary>Kinds that own nothing and are owned by nothing that matters, and change all the time: as upstream, not followed.</summary>
    public static bool IsFollowed(KindAccess kind) => kind.Kind.Kind != "Event";

    /// <summary>The access to a kind, whatever its version; null for one that is not built in.</summary>
    public static KindAccess? Find(string apiVersion, string kind)
    {
        var wanted = GroupVersionKind.Of(apiVersion, kind);
        return All.FirstOrDefault(access => access.Kind.Group == wanted.Group && access.Kind.Kind == wanted.Kind);
    }
}
