using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>
/// A stateless workload that keeps a number of identical pods running and rolls out template changes through ReplicaSets.
/// </summary>
[ApiType("io.k8s.api.apps.v1.Deployment", Group = "apps", Version = "v1", Kind = "Deployment")]
[ApiResource(
    "deployments",
    Singular = "deployment",
    Namespaced = true,
    ShortNames = ["deploy"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "8aSe+NMegvE=")]
[ApiSubresource("scale", "autoscaling/v1", "Scale", Verbs = ["get", "patch", "update"])]
[ApiSubresource("status", "apps/v1", "Deployment", Verbs = ["get", "patch", "update"])]
public sealed partial record Deployment
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The wanted pods and rollout behaviour of the Deployment.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial DeploymentSpec Spec { get; init; }

    /// <summary>Progress and pod counts most recently reported by the Deployment controller.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial DeploymentStatus Status { get; init; }
}
