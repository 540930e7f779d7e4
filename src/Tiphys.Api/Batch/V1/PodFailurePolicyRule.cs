namespace Tiphys.Api.Batch.V1;

/// <summary>One rule for reacting to a failed pod, matched either on exit codes or on pod conditions.</summary>
[ApiType("io.k8s.api.batch.v1.PodFailurePolicyRule")]
public sealed partial record PodFailurePolicyRule
{
    /// <summary>Reaction on a match, one of FailJob, FailIndex, Ignore or Count.</summary>
    [ApiField("action", 1, Enum = typeof(PodFailurePolicyAction), TypeName = "v1.PodFailurePolicyAction")]
    public partial string Action { get; init; }

    /// <summary>Exit code test, which may not be combined with onPodConditions.</summary>
    [ApiField("onExitCodes", 2, OmitEmpty = true, Optional = true)]
    public partial PodFailurePolicyOnExitCodesRequirement? OnExitCodes { get; init; }

    /// <summary>Pod condition tests, any one of which suffices, with at most 20 entries.</summary>
    [ApiField("onPodConditions", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<PodFailurePolicyOnPodConditionsPattern> OnPodConditions { get; init; }
}
