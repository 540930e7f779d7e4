using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Coordination.V1;

/// <summary>A lightweight lock record used for leader election and for node heartbeats.</summary>
[ApiType("io.k8s.api.coordination.v1.Lease", Group = "coordination.k8s.io", Version = "v1", Kind = "Lease")]
[ApiResource(
    "leases",
    Singular = "lease",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "gqkMMb/YqFM=")]
public sealed partial record Lease
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Who holds the lease, since when and for how long.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial LeaseSpec Spec { get; init; }
}
