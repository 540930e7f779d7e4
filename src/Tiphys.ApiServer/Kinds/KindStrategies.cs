using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Kinds;

/// <summary>The strategies of all built-in kinds that have rules of their own.</summary>
public static class KindStrategies
{
    /// <summary>All strategies, one a kind.</summary>
    public static IReadOnlyList<ResourceStrategy> All { get; } =
    [
        new Core.ConfigMapStrategy(),
        new Core.EndpointsStrategy(),
        new Core.EventStrategy(),
        new Core.LimitRangeStrategy(),
        new Core.NamespaceStrategy(),
        new Core.NodeStrategy(),
        new Core.PersistentVolumeClaimStrategy(),
        new Core.PersistentVolumeStrategy(),
        new Core.PodStrategy(),
        new Core.PodTemplateStrategy(),
        new Core.ReplicationControllerStrategy(),
        new Core.ResourceQuotaStrategy(),
        new Core.SecretStrategy(),
        new Core.ServiceAccountStrategy(),
        new Core.ServiceStrategy(),
        new Apps.ControllerRevisionStrategy(),
        new Apps.DaemonSetStrategy(),
        new Apps.DeploymentResourceStrategy(),
        new Apps.ReplicaSetStrategy(),
        new Apps.StatefulSetStrategy(),
        new Batch.CronJobStrategy(),
        new Batch.JobStrategy(),
        new Discovery.EndpointSliceStrategy(),
        new Coordination.LeaseStrategy(),
        new Events.EventStrategy(),
        new Policy.PodDisruptionBudgetStrategy(),
        new Scheduling.PriorityClassStrategy(),
        new Rbac.ClusterRoleBindingStrategy(),
        new Rbac.ClusterRoleStrategy(),
        new Rbac.RoleBindingStrategy(),
        new Rbac.RoleStrategy(),
        new Networking.IPAddressStrategy(),
        new Networking.IngressClassStrategy(),
        new Networking.IngressStrategy(),
        new Networking.NetworkPolicyStrategy(),
        new Networking.ServiceCIDRStrategy(),
        new Storage.CSIDriverStrategy(),
        new Storage.CSINodeStrategy(),
        new Storage.CSIStorageCapacityStrategy(),
        new Storage.StorageClassStrategy(),
        new Storage.VolumeAttachmentStrategy(),
        new Storage.VolumeAttributesClassStrategy(),
    ];
}
