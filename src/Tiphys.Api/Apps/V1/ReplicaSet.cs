using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>Keeps a fixed number of pods matching one template alive, usually on behalf of a Deployment.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSet", Group = "apps", Version = "v1", Kind = "ReplicaSet")]
[ApiResource(
    "replicasets",
    Singular = "replicaset",
    Namespaced = true,
    ShortNames = ["rs"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "P1RzHs8/mWQ=")]
[ApiSubresource("scale", "autoscaling/v1", "Scale", Verbs = ["get", "patch", "update"])]
[ApiSubresource("status", "apps/v1", "ReplicaSet", Verbs = ["get", "patch", "update"])]
public sealed partial record ReplicaSet
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The wanted pod count, selector and pod template.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial ReplicaSetSpec Spec { get; init; }

    /// <summary>Pod counts most recently reported by the ReplicaSet controller.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ReplicaSetStatus Status { get; init; }
}
