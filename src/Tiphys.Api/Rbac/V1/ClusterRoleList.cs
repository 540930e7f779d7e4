using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Rbac.V1;

/// <summary>A collection of ClusterRoles as returned by a list request.</summary>
[ApiType("io.k8s.api.rbac.v1.ClusterRoleList", Group = "rbac.authorization.k8s.io", Version = "v1", Kind = "ClusterRoleList")]
public sealed partial record ClusterRoleList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The ClusterRole objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<ClusterRole> Items { get; init; }
}
