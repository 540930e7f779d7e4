using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Defines IP ranges from which cluster addresses of services are allocated.</summary>
[ApiType("io.k8s.api.networking.v1.ServiceCIDR", Group = "networking.k8s.io", Version = "v1", Kind = "ServiceCIDR")]
[ApiResource(
    "servicecidrs",
    Singular = "servicecidr",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "gNLvruQhW2g=")]
[ApiSubresource("status", "networking.k8s.io/v1", "ServiceCIDR", Verbs = ["get", "patch", "update"])]
public sealed partial record ServiceCIDR
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the ServiceCIDR, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial ServiceCIDRSpec Spec { get; init; }

    /// <summary>Most recently observed state of the ServiceCIDR, filled in by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ServiceCIDRStatus Status { get; init; }
}
