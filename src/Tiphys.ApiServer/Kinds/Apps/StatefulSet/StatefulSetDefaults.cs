using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Defaults of stateful sets (pkg/apis/apps/v1/defaults.go).</summary>
internal static class StatefulSetDefaults
{
    public static StatefulSet Apply(StatefulSet statefulSet) => statefulSet with
    {
        Spec = statefulSet.Spec with
        {
            Replicas = statefulSet.Spec.Replicas ?? 1,
            Template = PodDefaults.Apply(statefulSet.Spec.Template),
            VolumeClaimTemplates = statefulSet.Spec.VolumeClaimTemplates.Map(ClaimDefaults.Template),
            PodManagementPolicy = statefulSet.Spec.PodManagementPolicy.Or(PodManagementPolicyType.OrderedReady),
            UpdateStrategy = Apply(statefulSet.Spec.UpdateStrategy),
            RevisionHistoryLimit = statefulSet.Spec.RevisionHistoryLimit ?? 10,
            PersistentVolumeClaimRetentionPolicy =
                Apply(statefulSet.Spec.PersistentVolumeClaimRetentionPolicy ?? StatefulSetPersistentVolumeClaimRetentionPolicy.Empty),
        },
    };

    private static StatefulSetUpdateStrategy Apply(StatefulSetUpdateStrategy strategy)
    {
        if (strategy.Type.Length == 0)
        {
            strategy = strategy with
            {
                Type = StatefulSetUpdateStrategyType.RollingUpdate,
                RollingUpdate = strategy.RollingUpdate ?? RollingUpdateStatefulSetStrategy.Empty,
            };
        }

        return strategy is { Type: StatefulSetUpdateStrategyType.RollingUpdate, RollingUpdate: { } rolling }
            ? strategy with { RollingUpdate = rolling with { Partition = rolling.Partition ?? 0 } }
            : strategy;
    }

    private static StatefulSetPersistentVolumeClaimRetentionPolicy Apply(StatefulSetPersistentVolumeClaimRetentionPolicy policy) => policy with
    {
        WhenDeleted = policy.WhenDeleted.Or(PersistentVolumeClaimRetentionPolicyType.Retain),
        WhenScaled = policy.WhenScaled.Or(PersistentVolumeClaimRetentionPolicyType.Retain),
    };
}
