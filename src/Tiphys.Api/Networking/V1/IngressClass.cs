using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Describes a class of ingresses and the controller that implements them.</summary>
[ApiType("io.k8s.api.networking.v1.IngressClass", Group = "networking.k8s.io", Version = "v1", Kind = "IngressClass")]
[ApiResource(
    "ingressclasses",
    Singular = "ingressclass",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "l/iqIbDgFyQ=")]
public sealed partial record IngressClass
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired state of the IngressClass, set by its author.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial IngressClassSpec Spec { get; init; }
}
