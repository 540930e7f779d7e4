using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Defaults of daemon sets (pkg/apis/apps/v1/defaults.go).</summary>
internal static class DaemonSetDefaults
{
    public static DaemonSet Apply(DaemonSet daemonSet) => DaemonSetTemplates.Shown(daemonSet) with
    {
        Spec = daemonSet.Spec with
        {
            Template = PodDefaults.Apply(daemonSet.Spec.Template),
            UpdateStrategy = Apply(daemonSet.Spec.UpdateStrategy),
            RevisionHistoryLimit = daemonSet.Spec.RevisionHistoryLimit ?? 10,
        },
    };

    private static DaemonSetUpdateStrategy Apply(DaemonSetUpdateStrategy strategy)
    {
        var type = strategy.Type.Or(DaemonSetUpdateStrategyType.RollingUpdate);
        var isRolling = type == DaemonSetUpdateStrategyType.RollingUpdate;
        var rolling = strategy.RollingUpdate ?? (isRolling ? RollingUpdateDaemonSet.Empty : null);
        return strategy with
        {
            Type = type,
            RollingUpdate = rolling is null ? null : rolling with { MaxUnavailable = rolling.MaxUnavailable ?? (isRolling ? 1 : 0), MaxSurge = rolling.MaxSurge ?? 0 },
        };
    }
}
