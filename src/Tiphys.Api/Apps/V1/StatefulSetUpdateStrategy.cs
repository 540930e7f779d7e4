namespace Tiphys.Api.Apps.V1;

/// <summary>Decides how pods of a StatefulSet are replaced once their template has changed.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSetUpdateStrategy")]
public sealed partial record StatefulSetUpdateStrategy
{
    /// <summary>
    /// Either RollingUpdate, the default, which replaces pods automatically, or OnDelete, which waits for manual deletion.
    /// </summary>
    [ApiField("type", 1, OmitEmpty = true, Optional = true, Enum = typeof(StatefulSetUpdateStrategyType), TypeName = "v1.StatefulSetUpdateStrategyType")]
    public partial string Type { get; init; }

    /// <summary>Tuning for rolling replacement, meaningful only when the strategy type is RollingUpdate.</summary>
    [ApiField("rollingUpdate", 2, OmitEmpty = true, Optional = true)]
    public partial RollingUpdateStatefulSetStrategy? RollingUpdate { get; init; }
}
