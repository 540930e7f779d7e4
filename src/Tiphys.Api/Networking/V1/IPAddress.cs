using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Records that a single IP address is allocated; the object is named after the canonical address.</summary>
[ApiType("io.k8s.api.networking.v1.IPAddress", Group = "networking.k8s.io", Version = "v1", Kind = "IPAddress")]
[ApiResource(
    "ipaddresses",
    Singular = "ipaddress",
    ShortNames = ["ip"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "3f/plJFChNE=")]
public sealed partial record IPAddress
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Describes the owner of the address.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Required = true)]
    public partial IPAddressSpec Spec { get; init; }
}
