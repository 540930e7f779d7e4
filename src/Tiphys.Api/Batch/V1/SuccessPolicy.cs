namespace Tiphys.Api.Batch.V1;

/// <summary>Lets an indexed Job be declared successful before all of its indexes have succeeded.</summary>
[ApiType("io.k8s.api.batch.v1.SuccessPolicy")]
public sealed partial record SuccessPolicy
{
    /// <summary>Rules tried in order, at most 20, of which the first satisfied one makes the Job succeed.</summary>
    [ApiField("rules", 1)]
    public partial ApiList<SuccessPolicyRule> Rules { get; init; }
}
