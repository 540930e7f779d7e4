using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Batch.V1;

/// <summary>A collection of CronJobs as returned by a list request.</summary>
[ApiType("io.k8s.api.batch.v1.CronJobList", Group = "batch", Version = "v1", Kind = "CronJobList")]
public sealed partial record CronJobList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The CronJob objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<CronJob> Items { get; init; }
}
