using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Rbac.V1;

/// <summary>A collection of ClusterRoleBindings as returned by a list request.</summary>
[ApiType("io.k8s.api.rbac.v1.ClusterRoleBindingList", Group = "rbac.authorization.k8s.io", Version = "v1", Kind = "ClusterRoleBindingList")]
public sealed partial record ClusterRoleBindingList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The ClusterRoleBinding objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<ClusterRoleBinding> Items { get; init; }
}
