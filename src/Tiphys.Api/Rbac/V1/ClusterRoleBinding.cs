using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Rbac.V1;

/// <summary>Gives the permissions of a cluster role to subjects in the whole cluster.</summary>
[ApiType("io.k8s.api.rbac.v1.ClusterRoleBinding", Group = "rbac.authorization.k8s.io", Version = "v1", Kind = "ClusterRoleBinding")]
[ApiResource(
    "clusterrolebindings",
    Singular = "clusterrolebinding",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "48tpQ8gZHFc=")]
public sealed partial record ClusterRoleBinding
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The users, groups and service accounts that receive the permissions everywhere.</summary>
    [ApiField("subjects", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<Subject> Subjects { get; init; }

    /// <summary>The ClusterRole being granted, which cannot be changed after creation.</summary>
    [ApiField("roleRef", 3)]
    public partial RoleRef RoleRef { get; init; }
}
