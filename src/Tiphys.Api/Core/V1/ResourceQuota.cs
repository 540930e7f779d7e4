using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Caps the total resource use and object counts of a namespace.</summary>
[ApiType("io.k8s.api.core.v1.ResourceQuota", Version = "v1", Kind = "ResourceQuota")]
[ApiResource(
    "resourcequotas",
    Singular = "resourcequota",
    Namespaced = true,
    ShortNames = ["quota"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "8uhSgffRX6w=")]
[ApiSubresource("status", "v1", "ResourceQuota", Verbs = ["get", "patch", "update"])]
public sealed partial record ResourceQuota
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The ceilings wanted and the objects they cover.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial ResourceQuotaSpec Spec { get; init; }

    /// <summary>Enforced ceilings and present usage, written by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ResourceQuotaStatus Status { get; init; }
}
