namespace Tiphys.Api.Batch.V1;

/// <summary>One condition for early success of a Job, requiring at least one of its fields.</summary>
[ApiType("io.k8s.api.batch.v1.SuccessPolicyRule")]
public sealed partial record SuccessPolicyRule
{
    /// <summary>Indexes that must succeed, written as comma-separated numbers and ranges such as 1,3-5,7.</summary>
    [ApiField("succeededIndexes", 1, OmitEmpty = true, Optional = true)]
    public partial string? SucceededIndexes { get; init; }

    /// <summary>How many indexes must succeed, counted within succeededIndexes when that is given too.</summary>
    [ApiField("succeededCount", 2, OmitEmpty = true, Optional = true)]
    public partial int? SucceededCount { get; init; }
}
