using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A worker machine of the cluster on which pods run.</summary>
[ApiType("io.k8s.api.core.v1.Node", Version = "v1", Kind = "Node")]
[ApiResource(
    "nodes",
    Singular = "node",
    ShortNames = ["no"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "XwShjMxG9Fs=")]
[ApiSubresource(
    "proxy",
    "v1",
    "NodeProxyOptions",
    Verbs = ["create", "delete", "get", "patch", "update"],
    ConnectMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])]
[ApiSubresource("status", "v1", "Node", Verbs = ["get", "patch", "update"])]
public sealed partial record Node
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired attributes of the node, such as taints.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial NodeSpec Spec { get; init; }

    /// <summary>Observed state of the node, written mostly by its kubelet.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial NodeStatus Status { get; init; }
}
