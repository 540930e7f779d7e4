namespace Tiphys.Api.Apps.V1;

/// <summary>Bounds on missing and extra pods while a Deployment rolls out gradually.</summary>
[ApiType("io.k8s.api.apps.v1.RollingUpdateDeployment")]
public sealed partial record RollingUpdateDeployment
{
    /// <summary>
    /// How many wanted pods may be missing during the rollout, as a count or rounded-down percentage; defaults to 25 percent.
    /// </summary>
    [ApiField("maxUnavailable", 1, OmitEmpty = true, Optional = true)]
    public partial IntOrString? MaxUnavailable { get; init; }

    /// <summary>How many pods may exist above the wanted number, as a count or rounded-up percentage; defaults to 25 percent.</summary>
    [ApiField("maxSurge", 2, OmitEmpty = true, Optional = true)]
    public partial IntOrString? MaxSurge { get; init; }
}
