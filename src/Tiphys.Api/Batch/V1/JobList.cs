using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Batch.V1;

/// <summary>A collection of Jobs as returned by a list request.</summary>
[ApiType("io.k8s.api.batch.v1.JobList", Group = "batch", Version = "v1", Kind = "JobList")]
public sealed partial record JobList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The Job objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<Job> Items { get; init; }
}
