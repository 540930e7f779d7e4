using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Rbac.V1;

/// <summary>Tells which cluster roles are merged into an aggregated one.</summary>
[ApiType("io.k8s.api.rbac.v1.AggregationRule")]
public sealed partial record AggregationRule
{
    /// <summary>Label queries for source cluster roles, where matching any one of them is enough for inclusion.</summary>
    [ApiField("clusterRoleSelectors", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<LabelSelector> ClusterRoleSelectors { get; init; }
}
