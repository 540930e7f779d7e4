using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>A group of containers that share network and storage and run on one node.</summary>
[ApiType("io.k8s.api.core.v1.Pod", Version = "v1", Kind = "Pod")]
[ApiResource(
    "pods",
    Singular = "pod",
    Namespaced = true,
    ShortNames = ["po"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "xPOwRZ+Yhw8=")]
[ApiSubresource("attach", "v1", "PodAttachOptions", Verbs = ["create", "get"], ConnectMethods = ["GET", "POST"])]
[ApiSubresource("binding", "v1", "Binding", Verbs = ["create"])]
[ApiSubresource("ephemeralcontainers", "v1", "Pod", Verbs = ["get", "patch", "update"])]
[ApiSubresource("eviction", "policy/v1", "Eviction", Verbs = ["create"])]
[ApiSubresource("exec", "v1", "PodExecOptions", Verbs = ["create", "get"], ConnectMethods = ["GET", "POST"])]
[ApiSubresource("log", "v1", "Pod", Verbs = ["get"])]
[ApiSubresource("portforward", "v1", "PodPortForwardOptions", Verbs = ["create", "get"], ConnectMethods = ["GET", "POST"])]
[ApiSubresource(
    "proxy",
    "v1",
    "PodProxyOptions",
    Verbs = ["create", "delete", "get", "patch", "update"],
    ConnectMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])]
[ApiSubresource("resize", "v1", "Pod", Verbs = ["get", "patch", "update"])]
[ApiSubresource("status", "v1", "Pod", Verbs = ["get", "patch", "update"])]
public sealed partial record Pod
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired behaviour of the pod, including its containers and volumes.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial PodSpec Spec { get; init; }

    /// <summary>Observed state of the pod, written by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial PodStatus Status { get; init; }
}
