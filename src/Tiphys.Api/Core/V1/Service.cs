using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Gives a stable name and address to a changing set of pods.</summary>
[ApiType("io.k8s.api.core.v1.Service", Version = "v1", Kind = "Service")]
[ApiResource(
    "services",
    Singular = "service",
    Namespaced = true,
    ShortNames = ["svc"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "0/CO1lhkEBI=")]
[ApiSubresource(
    "proxy",
    "v1",
    "ServiceProxyOptions",
    Verbs = ["create", "delete", "get", "patch", "update"],
    ConnectMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])]
[ApiSubresource("status", "v1", "Service", Verbs = ["get", "patch", "update"])]
public sealed partial record Service
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired ports, selector and exposure of the service.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial ServiceSpec Spec { get; init; }

    /// <summary>Observed state of the service, written by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ServiceStatus Status { get; init; }
}
