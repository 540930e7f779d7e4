namespace Tiphys.Api.Batch.V1;

/// <summary>Decides how failed pods of a Job influence its backoff limit and its fate.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicy")]
public sealed partial record PodFailurePolicy
{
    /// <summary>Rules tried in order until the first match, at most 20; unmatched failures count normally.</summary>
    [ApiField("rules", 1)]
    public partial ApiList<PodFailurePolicyRule> Rules { get; init; }
}
