using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A scope for names that divides the objects of a cluster.</summary>
[ApiType("io.k8s.api.core.v1.Namespace", Version = "v1", Kind = "Namespace")]
[ApiResource(
    "namespaces",
    Singular = "namespace",
    ShortNames = ["ns"],
    Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "Q3oi5N2YM8M=")]
[ApiSubresource("finalize", "v1", "Namespace", Verbs = ["update"])]
[ApiSubresource("status", "v1", "Namespace", Verbs = ["get", "patch", "update"])]
public sealed partial record Namespace
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired attributes of the namespace.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial NamespaceSpec Spec { get; init; }

    /// <summary>Observed state of the namespace, written by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial NamespaceStatus Status { get; init; }
}
