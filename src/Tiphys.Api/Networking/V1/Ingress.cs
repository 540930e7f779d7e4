using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Routes external HTTP and HTTPS traffic to backends in the cluster according to hosts and paths.</summary>
[ApiType("io.k8s.api.networking.v1.Ingress", Group = "networking.k8s.io", Version = "v1", Kind = "Ingress")]
[ApiResource(
    "ingresses",
    Singular = "ingress",
    Namespaced = true,
    ShortNames = ["ing"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "39NQlfNR+bo=")]
[ApiSubresource("status", "networking.k8s.io/v1", "Ingress", Verbs = ["get", "patch", "update"])]
public sealed partial record Ingress
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the Ingress, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial IngressSpec Spec { get; init; }

    /// <summary>Most recently observed state of the Ingress, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial IngressStatus Status { get; init; }
}
