using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>A workload that runs one copy of a pod on every eligible node.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSet", Group = "apps", Version = "v1", Kind = "DaemonSet")]
[ApiResource(
    "daemonsets",
    Singular = "daemonset",
    Namespaced = true,
    ShortNames = ["ds"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "dd7pWHUlMKQ=")]
[ApiSubresource("status", "apps/v1", "DaemonSet", Verbs = ["get", "patch", "update"])]
public sealed partial record DaemonSet
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The wanted daemon pod and its update behaviour.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial DaemonSetSpec Spec { get; init; }

    /// <summary>Node and pod counts most recently reported by the DaemonSet controller.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial DaemonSetStatus Status { get; init; }
}
