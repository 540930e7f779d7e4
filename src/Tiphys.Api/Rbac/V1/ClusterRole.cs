using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Rbac.V1;

/// <summary>A named set of permissions usable across the cluster or from bindings in any namespace.</summary>
[ApiType("io.k8s.api.rbac.v1.ClusterRole", Group = "rbac.authorization.k8s.io", Version = "v1", Kind = "ClusterRole")]
[ApiResource(
    "clusterroles",
    Singular = "clusterrole",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "bYE5ZWDrJ44=")]
public sealed partial record ClusterRole
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The grants that make up this cluster role, maintained by a controller when aggregation is used.</summary>
    [ApiField("rules", 2, Optional = true)]
    public partial ApiList<PolicyRule> Rules { get; init; }

    /// <summary>When present, has the rules filled in automatically from other cluster roles, overwriting manual edits.</summary>
    [ApiField("aggregationRule", 3, OmitEmpty = true, Optional = true)]
    public partial AggregationRule? AggregationRule { get; init; }
}
