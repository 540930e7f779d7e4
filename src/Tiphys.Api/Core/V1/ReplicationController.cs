using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Keeps a set number of identical pods running at all times.</summary>
[ApiType("io.k8s.api.core.v1.ReplicationController", Version = "v1", Kind = "ReplicationController")]
[ApiResource(
    "replicationcontrollers",
    Singular = "replicationcontroller",
    Namespaced = true,
    ShortNames = ["rc"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "Jond2If31h0=")]
[ApiSubresource("scale", "autoscaling/v1", "Scale", Verbs = ["get", "patch", "update"])]
[ApiSubresource("status", "v1", "ReplicationController", Verbs = ["get", "patch", "update"])]
public sealed partial record ReplicationController
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired replica count, selector and pod template.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial ReplicationControllerSpec Spec { get; init; }

    /// <summary>Observed replica counts, written by the system.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ReplicationControllerStatus Status { get; init; }
}
