using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A rule for spreading matching pods evenly over topology domains such as zones or nodes.</summary>
[ApiType("io.k8s.api.core.v1.TopologySpreadConstraint")]
public sealed partial record TopologySpreadConstraint
{
    /// <summary>Largest tolerated difference in matching pod count between a domain and the emptiest one; must be positive.</summary>
    [ApiField("maxSkew", 1)]
    public partial int MaxSkew { get; init; }

    /// <summary>Node label key whose distinct values define the domains to spread over.</summary>
    [ApiField("topologyKey", 2)]
    public partial string TopologyKey { get; init; }

    /// <summary>Choice between DoNotSchedule, which blocks the pod, and ScheduleAnyway, which merely lowers node scores.</summary>
    [ApiField("whenUnsatisfiable", 3, Enum = typeof(UnsatisfiableConstraintAction), TypeName = "v1.UnsatisfiableConstraintAction")]
    public partial string WhenUnsatisfiable { get; init; }

    /// <summary>Picks the pods that are counted in each domain for this rule.</summary>
    [ApiField("labelSelector", 4, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? LabelSelector { get; init; }

    /// <summary>Number of eligible domains below which the global minimum counts as zero; only valid with DoNotSchedule.</summary>
    [ApiField("minDomains", 5, OmitEmpty = true, Optional = true)]
    public partial int? MinDomains { get; init; }

    /// <summary>Whether nodes ruled out by node affinity or selector are skipped; Honor by default, else Ignore.</summary>
    [ApiField("nodeAffinityPolicy", 6, OmitEmpty = true, Optional = true, Enum = typeof(NodeInclusionPolicy), TypeName = "v1.NodeInclusionPolicy")]
    public partial string? NodeAffinityPolicy { get; init; }

    /// <summary>Whether nodes with untolerated taints are left out of the count; Ignore by default, else Honor.</summary>
    [ApiField("nodeTaintsPolicy", 7, OmitEmpty = true, Optional = true, Enum = typeof(NodeInclusionPolicy), TypeName = "v1.NodeInclusionPolicy")]
    public partial string? NodeTaintsPolicy { get; init; }

    /// <summary>Pod label keys whose values on the incoming pod further narrow the set of counted pods.</summary>
    [ApiField("matchLabelKeys", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> MatchLabelKeys { get; init; }
}
