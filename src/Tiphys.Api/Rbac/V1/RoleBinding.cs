using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Rbac.V1;

/// <summary>Gives the permissions of a role to subjects within one namespace.</summary>
[ApiType("io.k8s.api.rbac.v1.RoleBinding", Group = "rbac.authorization.k8s.io", Version = "v1", Kind = "RoleBinding")]
[ApiResource(
    "rolebindings",
    Singular = "rolebinding",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "eGsCzGH6b1g=")]
public sealed partial record RoleBinding
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The users, groups and service accounts that receive the permissions.</summary>
    [ApiField("subjects", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<Subject> Subjects { get; init; }

    /// <summary>The Role in this namespace, or ClusterRole, being granted; it cannot be changed afterwards.</summary>
    [ApiField("roleRef", 3)]
    public partial RoleRef RoleRef { get; init; }
}
