using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>A workload whose pods keep stable names, ordered identities and their own persistent storage across rescheduling.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSet", Group = "apps", Version = "v1", Kind = "StatefulSet")]
[ApiResource(
    "statefulsets",
    Singular = "statefulset",
    Namespaced = true,
    ShortNames = ["sts"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "H+vl74LkKdo=")]
[ApiSubresource("scale", "autoscaling/v1", "Scale", Verbs = ["get", "patch", "update"])]
[ApiSubresource("status", "apps/v1", "StatefulSet", Verbs = ["get", "patch", "update"])]
public sealed partial record StatefulSet
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The wanted pods, storage claims and rollout behaviour of this stateful workload.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial StatefulSetSpec Spec { get; init; }

    /// <summary>What the StatefulSet controller last recorded about the running pods, which may lag behind reality.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial StatefulSetStatus Status { get; init; }
}
