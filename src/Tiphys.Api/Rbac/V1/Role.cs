using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Rbac.V1;

/// <summary>A named set of permissions that applies inside a single namespace.</summary>
[ApiType("io.k8s.api.rbac.v1.Role", Group = "rbac.authorization.k8s.io", Version = "v1", Kind = "Role")]
[ApiResource(
    "roles",
    Singular = "role",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "7FuwZcIIItM=")]
public sealed partial record Role
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The grants that make up this role, whose effects add together.</summary>
    [ApiField("rules", 2, Optional = true)]
    public partial ApiList<PolicyRule> Rules { get; init; }
}
