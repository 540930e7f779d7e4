namespace Tiphys.Api.Apps.V1;

/// <summary>Parameters that pace the automatic rolling replacement of StatefulSet pods.</summary>
[ApiType("io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy")]
public sealed partial record RollingUpdateStatefulSetStrategy
{
    /// <summary>Only pods whose ordinal is at or above this number move to the new revision; defaults to 0.</summary>
    [ApiField("partition", 1, OmitEmpty = true, Optional = true)]
    public partial int? Partition { get; init; }

    /// <summary>Cap on pods that may be down during the rollout, as a count or a rounded-up percentage; defaults to 1.</summary>
    [ApiField("maxUnavailable", 2, OmitEmpty = true, Optional = true)]
    public partial IntOrString? MaxUnavailable { get; init; }
}
