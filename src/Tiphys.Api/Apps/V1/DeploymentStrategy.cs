namespace Tiphys.Api.Apps.V1;

/// <summary>Selects how a Deployment swaps old pods for new ones.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentStrategy")]
public sealed partial record DeploymentStrategy
{
    /// <summary>RollingUpdate, the default, replaces pods gradually, while Recreate stops all old pods first.</summary>
    [ApiField("type", 1, OmitEmpty = true, Optional = true, Enum = typeof(DeploymentStrategyType), TypeName = "v1.DeploymentStrategyType")]
    public partial string Type { get; init; }

    /// <summary>Limits for gradual replacement, valid only when the type is RollingUpdate.</summary>
    [ApiField("rollingUpdate", 2, OmitEmpty = true, Optional = true)]
    public partial RollingUpdateDeployment? RollingUpdate { get; init; }
}
