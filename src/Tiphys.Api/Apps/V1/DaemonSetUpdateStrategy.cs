namespace Tiphys.Api.Apps.V1;

/// <summary>Selects how the pods of a DaemonSet are replaced after a template change.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetUpdateStrategy")]
public sealed partial record DaemonSetUpdateStrategy
{
    /// <summary>RollingUpdate, the default, replaces pods node by node, while OnDelete waits until old pods are removed by hand.</summary>
    [ApiField("type", 1, OmitEmpty = true, Optional = true, Enum = typeof(DaemonSetUpdateStrategyType), TypeName = "v1.DaemonSetUpdateStrategyType")]
    public partial string Type { get; init; }

    /// <summary>Limits for rolling replacement, used only when the type is RollingUpdate.</summary>
    [ApiField("rollingUpdate", 2, OmitEmpty = true, Optional = true)]
    public partial RollingUpdateDaemonSet? RollingUpdate { get; init; }
}
