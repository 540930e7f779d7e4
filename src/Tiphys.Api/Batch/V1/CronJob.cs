using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Batch.V1;

/// <summary>Creates Jobs repeatedly according to a time schedule.</summary>
[ApiType("io.k8s.api.batch.v1.CronJob", Group = "batch", Version = "v1", Kind = "CronJob")]
[ApiResource(
    "cronjobs",
    Singular = "cronjob",
    Namespaced = true,
    ShortNames = ["cj"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "sd5LIXh4Fjs=")]
[ApiSubresource("status", "batch/v1", "CronJob", Verbs = ["get", "patch", "update"])]
public sealed partial record CronJob
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The schedule, the Job blueprint and the rules for overlapping or missed runs.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Required = true)]
    public partial CronJobSpec Spec { get; init; }

    /// <summary>Running Jobs and latest run times reported by the CronJob controller.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial CronJobStatus Status { get; init; }
}
