using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Defaults of deployments (pkg/apis/apps/v1/defaults.go).</summary>
internal static class DeploymentDefaults
{
    private const string Quarter = "25%";

    public static Deployment Apply(Deployment deployment) => deployment with
    {
        Spec = deployment.Spec with
        {
            Replicas = deployment.Spec.Replicas ?? 1,
            Template = PodDefaults.Apply(deployment.Spec.Template),
            Strategy = Apply(deployment.Spec.Strategy),
            RevisionHistoryLimit = deployment.Spec.RevisionHistoryLimit ?? 10,
            ProgressDeadlineSeconds = deployment.Spec.ProgressDeadlineSeconds ?? 600,
        },
    };

    private static DeploymentStrategy Apply(DeploymentStrategy strategy)
    {
        var type = strategy.Type.Or(DeploymentStrategyType.RollingUpdate);
        if (type != DeploymentStrategyType.RollingUpdate)
        {
            return strategy with { Type = type };
        }

        var rolling = strategy.RollingUpdate ?? RollingUpdateDeployment.Empty;
        return strategy with
        {
            Type = type,
            RollingUpdate = rolling with { MaxUnavailable = rolling.MaxUnavailable ?? Quarter, MaxSurge = rolling.MaxSurge ?? Quarter },
        };
    }
}
