using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Batch.V1;

/// <summary>A task that runs pods until enough of them have finished successfully.</summary>
[ApiType("io.k8s.api.batch.v1.Job", Group = "batch", Version = "v1", Kind = "Job")]
[ApiResource(
    "jobs",
    Singular = "job",
    Namespaced = true,
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "mudhfqk/qZY=")]
[ApiSubresource("status", "batch/v1", "Job", Verbs = ["get", "patch", "update"])]
public sealed partial record Job
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The wanted pods, completion goal and failure handling of the task.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial JobSpec Spec { get; init; }

    /// <summary>Progress most recently reported by the Job controller.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial JobStatus Status { get; init; }
}
