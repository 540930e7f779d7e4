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
        if (type != DaemonSetUpdateStrategyType.RollingUpdate)
        {
            return strategy with { Type = type };
        }

        var rolling = strategy.RollingUpdate ?? RollingUpdateDaemonSet.Empty;
        return strategy with
        {
            Type = type,
            RollingUpdate = rolling with { MaxUnavailable = rolling.MaxUnavailable ?? 1, MaxSurge = rolling.MaxSurge ?? 0 },
        };
    }
}
