using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Nodes.V1;

/// <summary>Describes a container runtime configuration that pods can select by name.</summary>
[ApiType("io.k8s.api.node.v1.RuntimeClass", Group = "node.k8s.io", Version = "v1", Kind = "RuntimeClass")]
[ApiResource(
    "runtimeclasses",
    Singular = "runtimeclass",
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "WQTu1GL3T2Q=")]
public sealed partial record RuntimeClass
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Name of the runtime configuration in the CRI implementation, a lower case DNS label; immutable.</summary>
    [ApiField("handler", 2)]
    public partial string Handler { get; init; }

    /// <summary>Extra resources consumed by each pod that uses this runtime class.</summary>
    [ApiField("overhead", 3, OmitEmpty = true, Optional = true)]
    public partial Overhead? Overhead { get; init; }

    /// <summary>Constraints that keep pods on nodes supporting this runtime; unset means every node supports it.</summary>
    [ApiField("scheduling", 4, OmitEmpty = true, Optional = true)]
    public partial Scheduling? Scheduling { get; init; }
}
